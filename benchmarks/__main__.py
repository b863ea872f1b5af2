"""``make bench``: anode beside Node, and beside Bun, Deno and Python's own servers where they are installed.

``make bench ARGS="--only hello --rounds 5"`` measures only the rows that have ``hello`` in their title.
"""

from __future__ import annotations

import argparse
import platform
from statistics import median

from benchmarks import load, modules, programs
from benchmarks.peers import peers
from benchmarks.python import compare

Table = list[tuple[str, dict[str, list[float]]]]


def show(title: str, unit: str, table: Table, higher_is_better: bool) -> None:
    """Print a table: medians, and anode's ratio to each peer, the median of the ratios within each round."""
    if not table:
        return
    names = list(table[0][1])
    others = [name for name in names if name != names[0]]
    print(f"\n### {title} ({unit}; ratios above 1: {names[0]} is better)\n")
    print("| | " + " | ".join(names) + " | " + " | ".join(f"against {name}" for name in others) + " |")
    print("|---" * (1 + len(names) + len(others)) + "|")
    for row, results in table:
        cells = [f"{median(results[name]):,.0f}" if median(results[name]) >= 100 else f"{median(results[name]):.1f}" for name in names]
        for name in others:
            pairs = zip(results[names[0]], results[name], strict=False)
            cells.append(f"{median(a / b if higher_is_better else b / a for a, b in pairs):.2f}")
        print(f"| {row} | " + " | ".join(cells) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="measure only rows with this text in their title")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4, help="length of the load on each HTTP row")
    parser.add_argument("--peers", default="", help="names of peers, separated by commas")
    options = parser.parse_args()
    found = [p for p in peers() if not options.peers or p.name.lower() in options.peers.lower().split(",")]
    print(f"{platform.machine()}, Python {platform.python_version()}; " + "; ".join(f"{p.name} {p.version()}" for p in found))
    rows = [row for row in load.ROWS if options.only in row.title]
    show("HTTP/1.1", "requests/s", load.measure(found, rows, options.rounds, options.seconds), higher_is_better=True)
    if options.only in "Python's servers":
        show("Python's servers", "requests/s", load.python_servers(found, options.rounds, options.seconds), higher_is_better=True)
    show("Programs", "ms", programs.measure(found, options.rounds, options.only), higher_is_better=False)
    show("Loading", "ms", modules.measure(found, options.rounds, options.only), higher_is_better=False)
    compare.show(options.rounds, options.seconds / 20, options.only)


if __name__ == "__main__":
    main()
