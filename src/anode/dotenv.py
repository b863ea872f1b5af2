"""``--env-file``: the .env format as Node reads it.

``NAME=value`` a line; ``export`` before a name, blanks around it and comments are passed over. A value in ``"``, ``'`` or `````` may
span lines; in double quotes ``\\n`` is a new line. Variables that are set already win. ``util.parseEnv`` is the same in JavaScript.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_LINE = re.compile(
    r"""^[ \t]*(?:export[ \t]+)?(?P<name>[^=\s#][^=\n]*?)[ \t]*=[ \t]*
    (?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|`(?P<back>[^`]*)`|(?P<plain>[^\n#]*))""",
    re.M | re.X,
)


class BadEnvFile(Exception):
    """The file cannot be read; the message is Node's."""


def parse(text: str) -> dict[str, str]:
    """The variables that ``text`` sets."""
    values: dict[str, str] = {}
    for match in _LINE.finditer(text.replace("\r", "")):
        double, single, back, plain = match.group("double", "single", "back", "plain")
        if double is not None:
            value = double.replace("\\n", "\n")
        elif single is not None:
            value = single
        else:
            value = back if back is not None else plain.strip()
        values[match["name"]] = value
    return values


def load_files(files: Iterable[tuple[str, bool]], env: Mapping[str, str]) -> dict[str, str]:
    """The variables of ``(path, required)`` files that ``env`` does not have; a later file wins. Raises BadEnvFile."""
    values: dict[str, str] = {}
    for path, required in files:
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                values.update(parse(file.read()))
        except OSError:
            if required:
                raise BadEnvFile(f"{path}: not found") from None
    return {name: value for name, value in values.items() if name not in env}
