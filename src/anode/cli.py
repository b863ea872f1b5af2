"""``anode``, the command: Node's command line."""

from __future__ import annotations

import os
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run a program; the process ends inside, with the program's exit code."""
    from anode import options as command_line

    own = sys.argv[1:] if arguments is None else arguments
    try:
        parsed = command_line.parse(own, os.environ.get("NODE_OPTIONS", ""))
    except command_line.BadOption as error:
        sys.stderr.write(f"{sys.argv[0]}: {error}\n")
        return 9
    from anode import runner

    return runner.run(parsed)
