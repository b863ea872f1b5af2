"""``make soak``: faults that show only after minutes, under Node and under anode. It takes half an hour; with ``ARGS="--seconds 10"`` much less.

Each script prints its counts as JSON, and exits with 1 if data was lost or wrong, or resources were left over.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from pathlib import Path

from tests.commands import ANODE, NODE

HERE = Path(__file__).parent
DESCRIPTORS = 512  # for the run that uses up all descriptors


def run(command: str, *arguments: str, descriptors: int | None = None) -> bool:
    """Run one script under one command; whether it found no fault."""

    def limit() -> None:
        if descriptors is not None:
            resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

    print(f"{Path(command).name} {' '.join(arguments)}", flush=True)
    script, *rest = arguments
    return subprocess.run([command, str(HERE / script), *rest], preexec_fn=limit, check=False).returncode == 0


def main() -> None:
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60, help="of each run with backpressure; the run of faults takes ten times as long")
    parser.add_argument("--clients", type=int, default=10_000, help="at once; each needs a descriptor in each of two processes")
    parser.add_argument("--only", default="", help="scripts whose name holds this text")
    options = parser.parse_args()
    content = True
    for command in (NODE, ANODE):
        for kind in ("socket", "pipe", "stdin", "http"):
            if options.only in "backpressure":
                content &= run(command, "backpressure.js", kind, str(options.seconds))
        if options.only in "clients":
            content &= run(command, "clients.js", str(options.clients), "100")
        if options.only in "faults":
            content &= run(command, "faults.js", str(options.seconds * 10), descriptors=DESCRIPTORS)
    sys.exit(0 if content else 1)


if __name__ == "__main__":
    main()
