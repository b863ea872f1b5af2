"""The texts of ES modules: what is looked for in them without parsing them, and what is put there for the engine."""

from __future__ import annotations

import re

from anode.engine.codec import dumps

FACADE = "node:anode-"  # no builtin's name begins so
META_FACADE = FACADE + "meta"
HOOKS = "#anode-hooks"  # behind the URLs of modules of hooks, which are theirs alone: whoever else imports the same gets another
META_PREFIX = f"import {{ m as __anode_meta__ }} from '{META_FACADE}'; __anode_meta__(import.meta); "  # stacks.js knows its length
_META = re.compile(r"\bimport\.meta\b(?!\.(?:url|dirname|filename)\b)")
# Source phase imports, which the engine has for no module that is given to it as a text: they become imports of a facade.
_SOURCE_PHASE = re.compile(r"""\bimport\s+source\s+([\w$]+)\s+from\s*(['"])([^'"\n]+)\2|\bimport\s*\.\s*source\s*\(""")
_SKIPPED = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"|`(?:\\.|[^`\\])*`|" + _SOURCE_PHASE.pattern, re.S)
SOURCE_STATIC, SOURCE_DYNAMIC = "anode:source?", "anode:source!"


def _replace_source_phase(match: re.Match[str]) -> str:
    if not match[0].startswith("import"):
        return match[0]  # a string or a comment
    return f"import {match[1]} from {dumps(SOURCE_STATIC + match[3])}" if match[1] else f"import({dumps(SOURCE_DYNAMIC)}+"


def looks_like_module(source: str) -> bool:
    """Whether a text that may be either is an ES module, by its syntax. Strings and comments are not looked into."""
    stripped = re.sub(r"/\*.*?\*/|//[^\n]*|`(?:\\.|[^`\\])*`|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"", "''", source, flags=re.S)
    return (
        re.search(
            r"^[ \t]*(?:import\s*(?:[\w${*]|'')|export\s*(?:[{*]|default\b|const\b|let\b|var\b|function\b|class\b|async\b))|\bimport\s*\.\s*meta\b",
            stripped,
            re.M,
        )
        is not None
    )


def own(source: str, url: str) -> str:
    """A module of the program's. If it uses ``import.meta``, what the engine puts there is replaced first, on the module's first line."""
    if _SOURCE_PHASE.search(source) is not None:
        source = _SKIPPED.sub(_replace_source_phase, source)
    if url.endswith(".json") or ("import.meta" not in source if url.endswith(HOOKS) else _META.search(source) is None):
        return source
    return META_PREFIX + ("//" if source.startswith("#!") else "") + source


def clauses(source: str, specifier: str) -> list[re.Match[str]]:
    """What stands before ``from specifier``."""
    return list(re.finditer(rf"""(?:import|export)\s*([\w$*{{}}\s,"']*?)\s*from\s*['"]{re.escape(specifier)}['"]""", source))


def imported_names(found: list[re.Match[str]]) -> set[str]:
    """The names that :func:`clauses` want."""
    names: set[str] = set()
    for match in found:
        clause, _, braces = match.group(1).partition("{")
        if re.match(r"\s*[\w$]", clause):
            names.add("default")
        for entry in braces.partition("}")[0].split(","):
            name = entry.split(" as ")[0].strip().strip("'\"")
            if name:
                names.add(name)
    return names


def missing_name(found: list[re.Match[str]], missing: set[str], specifier: str) -> str:
    """Node's words for names that a CommonJS module is not known to export."""
    clause = next(m[0] for m in found if any(re.search(rf"\b{re.escape(name)}\b", m[0]) for name in missing))
    name = min(missing, key=lambda name: clause.find(name) if name in clause else len(clause))
    message = (
        f"Named export '{name}' not found. The requested module '{specifier}' is a CommonJS module, which may not support all module.exports as "
        "named exports.\nCommonJS modules can always be imported via the default export, for example using:\n\n"
        f"import pkg from '{specifier}';\n"
    )
    braces = re.search(r"{[^\n]*}", clause)
    return message if braces is None else message + "const " + re.sub(r"\s+as\s+", ": ", braces[0]) + " = pkg;\n"
