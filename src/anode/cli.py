"""``anode``, the command: Node's command line."""

from __future__ import annotations

import os
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run a program; the process ends inside, with the program's exit code."""
    from anode import options as command_line

    own = sys.argv[1:] if arguments is None else arguments
    given = os.environ.get("NODE_OPTIONS")
    try:
        parsed = command_line.parse(own, given or "")
        from anode import runner

        runner.read_env_files(parsed)
        found = os.environ.get("NODE_OPTIONS")
        if given is None and found:  # it stands in a file: the environment's own would count instead
            parsed = command_line.parse(own, found)
    except command_line.BadOption as error:
        sys.stderr.write(f"{sys.argv[0]}: {error}\n")
        return 9
    if parsed.script == "trace":
        from anode.tracing import command

        return command.main(parsed)
    if parsed.script == "learn":
        from anode.learn import terminal

        return terminal.main(parsed.arguments)
    return runner.run(parsed)
