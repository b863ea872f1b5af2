"""The address space that V8 needs."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.commands import ANODE


def limited(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))


# too_little() in engine/memory.py looks at the limit on Linux only; on other systems the expected line is never written.
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limit, or do not hold it")
def test_too_small_an_address_space_is_an_error_in_one_line() -> None:
    done = subprocess.run([ANODE, "-p", "1"], preexec_fn=limited(4 << 30), capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "anode: the address space is limited to 4 GB and V8 reserves 38 GB, which it does not use: `ulimit -v 39845888` allows it\n"
    )


# too_little() in engine/memory.py looks at the limit on Linux only; on other systems the expected line is never written.
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limit, or do not hold it")
def test_the_address_space_that_the_error_names_is_enough() -> None:
    done = subprocess.run([ANODE, "-p", "1"], preexec_fn=limited(39845888 << 10), capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("1\n", "")
