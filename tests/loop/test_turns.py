"""How often a program's loop crosses from JavaScript to Python."""

from __future__ import annotations

from tests.commands import ANODE, run

IMMEDIATES = """
const { performance } = require('node:perf_hooks');
let left = 20_000;
function next() {
  if (--left > 0) setImmediate(next);
  else console.log(performance.nodeTiming.uvMetricsInfo.loopCount);
}
next();
"""


def test_immediates_alone_cross_once_in_a_millisecond() -> None:
    done = run([ANODE, "-e", IMMEDIATES])
    assert int(done.stdout) < 10_000, done.stderr
