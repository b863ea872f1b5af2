"""``make conformance SUITE=DIR``: run Node's own tests with anode and print the score of each group.

DIR holds ``test/`` of Node 24's source tree. ``corpus.txt`` lists the tests that count: a real Node 24 passes them without its internals. A
test that skips itself counts as failed.
A full run writes ``score.json`` and prints the difference to the previous score; ``--only fs,net`` runs some groups and writes
nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from conformance.suite import Result, group, run

HERE = Path(__file__).parent
SCORE = HERE / "score.json"


def table(results: list[Result], before: dict[str, list[int]]) -> str:
    """The scores by group, largest first, with the difference to ``before``."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for result in results:
        counts[group(result.test)][result.state] += 1
        counts["all"][result.state] += 1
    lines = []
    for name, states in sorted(counts.items(), key=lambda item: (item[0] == "all", -item[1].total(), item[0])):
        passed, total = states["pass"], states.total()
        change = passed - before[name][0] if name in before and before[name][1] == total else 0
        note = f"  {change:+d}" if change else ""
        lines.append(
            f"{name:16} {passed:4}/{total:<4} {100 * passed / total:5.1f}%  "
            f"fail {states['fail']:3}  skip {states['skip']:3}  timeout {states['timeout']:3}{note}"
        )
    return "\n".join(lines)


def scores(results: list[Result]) -> dict[str, list[int]]:
    """``{group: [passed, total]}``."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for result in results:
        for name in (group(result.test), "all"):
            found[name][0] += result.state == "pass"
            found[name][1] += 1
    return dict(sorted(found.items()))


def main() -> int:
    parser = argparse.ArgumentParser(prog="make conformance", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", type=Path, help="the folder that holds Node's test/")
    parser.add_argument("--corpus", type=Path, default=HERE / "corpus.txt", help="the tests that count, one a line")
    parser.add_argument("--only", default="", help="groups, separated by commas")
    parser.add_argument("--grep", default="", help="only tests whose path holds this text")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=20, help="seconds for a test")
    parser.add_argument("--out", type=Path, help="write every result as JSON here")
    parser.add_argument("--command", default="", help="what runs a script (anode)")
    options = parser.parse_args()
    if not (options.suite / "test").is_dir():
        parser.error(f"{options.suite} has no folder test/: give the folder of Node's source tree, as SUITE=DIR")
    tests = [line.strip() for line in options.corpus.read_text().splitlines() if line.strip()]
    if options.only:
        tests = [test for test in tests if group(test) in options.only.split(",")]
    tests = [test for test in tests if options.grep in test]
    command = options.command.split() or [str(Path(sys.executable).parent / "anode")]
    results = []
    for result in run(options.suite.resolve(), tests, command, options.jobs, options.timeout):
        results.append(result)
        if sys.stderr.isatty() or len(results) % 100 == 0:
            print(f"\r{len(results)}/{len(tests)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    before = json.loads(SCORE.read_text()) if SCORE.exists() else {}
    print(table(results, before))
    if options.out:
        options.out.write_text(json.dumps({r.test: [r.state, r.seconds, r.output] for r in sorted(results)}, indent=1))
    if not (options.only or options.grep or options.command):
        SCORE.write_text(json.dumps(scores(results), indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
