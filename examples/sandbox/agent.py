"""Runs JavaScript that a model has written, with npm packages, in a sandbox; its output appears as it comes.

    python agent.py "sum up the order"                 # answered by the canned program below
    some-model "…" | python agent.py --program -       # runs what a model writes

The program can read the packages in `--packages`, write its scratch folder, and call what `TOOLS` holds. That is all it can do.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from pathlib import Path
from typing import Any

import anode

PACKAGES = Path(__file__).parent.parent / "express"  # any folder with node_modules: anode npm install --prefix FOLDER …

ORDERS = {7: "item=tea&count=2&price=4.5", 8: "item=cups&count=6&price=3"}


async def load_order(number: int) -> str:
    """What the program may ask of the host: it gets data, not the database."""
    await asyncio.sleep(0.1)
    if number not in ORDERS:
        raise LookupError(f"there is no order {number}")
    return ORDERS[number]


TOOLS = {"loadOrder": load_order}

# The task of a model: "Write an async function of `tools`. It may require() qs, and print."
CANNED = """
async (tools) => {
  const qs = require('qs');
  let total = 0;
  for (const number of [7, 8]) {
    const order = qs.parse(await tools.loadOrder(number));
    total += order.count * order.price;
    console.log(`order ${number}: ${order.count} ${order.item}`);
  }
  return { total };
}
"""


def write_program(task: str) -> str:
    """Where a model is asked; this one always answers the same."""
    return CANNED


async def run(program: str, packages: Path) -> Any:
    """The result of a program. Raises JSError, Timeout, OutOfMemory, SandboxEnded."""
    began = 0.0

    def show(stream: str, text: str) -> None:
        for line in text.splitlines():
            print(f"{time.monotonic() - began:5.2f}s {'!' if stream == 'stderr' else '|'} {line}", flush=True)

    with anode.Sandbox(cwd=packages, memory="128MB", timeout=10, cpu=20, output="1MB", on_output=show) as js:
        began = time.monotonic()
        return anode.to_python(await js.eval(f"({program.strip().rstrip(';')})")(TOOLS))


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", nargs="?", default="sum up the order")
    parser.add_argument("--program", help="a file with the program, - for stdin")
    parser.add_argument("--packages", type=Path, default=PACKAGES)
    given = parser.parse_args()
    if given.program is None:
        program = write_program(given.task)
    else:
        program = sys.stdin.read() if given.program == "-" else Path(given.program).read_text()
    try:
        print("result:", asyncio.run(run(program, given.packages)))
    except (anode.JSError, anode.Timeout, anode.OutOfMemory, anode.RuntimeClosed, anode.Exit) as error:
        print(f"the program has failed: {error}")  # what a model needs to mend it
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
