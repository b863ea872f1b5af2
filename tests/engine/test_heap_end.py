"""A full heap: the end of a program, and of a worker."""

from __future__ import annotations

import json
import re

from tests.conftest import Run

FILL = "const kept = []; for (;;) kept.push(new Array(1000).fill(1))"


def test_a_program_ends_as_in_node(anode: Run) -> None:
    for source in (FILL, f"(() => {{ try {{ {FILL} }} catch {{}} }})()", f"process.on('exit', () => console.log('exit')); {FILL}"):
        done = anode("--max-old-space-size=50", "-e", source, timeout=30)
        assert done.returncode in (-6, 134)
        assert re.search(r"^FATAL ERROR: .*JavaScript heap out of memory$", done.stderr, re.MULTILINE)
        assert done.stdout == ""


def test_a_worker_ends_alone(anode: Run) -> None:
    program = f"""
    const {{ Worker }} = require('worker_threads');
    const worker = new Worker({FILL!r}, {{ eval: true, resourceLimits: {{ maxOldGenerationSizeMb: 16 }} }});
    worker.on('error', (error) => console.log(error.code)).on('exit', (code) => console.log(code));
    """
    assert anode("-e", program, timeout=30).stdout == "ERR_WORKER_OUT_OF_MEMORY\n1\n"


def test_the_limit_is_the_option_s(anode: Run) -> None:
    program = "const v8 = require('v8'); console.log(JSON.stringify(v8.getHeapStatistics()))"
    default, small = (json.loads(anode(*options, "-e", program).stdout) for options in ((), ("--max-old-space-size=200",)))
    assert 200 << 20 <= small["heap_size_limit"] < 300 << 20
    assert default["heap_size_limit"] > 1 << 30
    for heap in (default, small):
        assert heap["used_heap_size"] < heap["total_heap_size"] < heap["heap_size_limit"]
        assert heap["total_available_size"] > heap["heap_size_limit"] // 2
