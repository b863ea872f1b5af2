"""The host's process: an embedded program can neither end nor change it."""

from __future__ import annotations

import os
import tempfile

import pytest

import anode


@pytest.mark.parametrize(
    "source",
    [
        "fs.closeSync(FD)",
        "fs.readSync(FD, Buffer.alloc(9), 0, 9, 0)",
        "fs.writeSync(FD, 'x')",
        "fs.fstatSync(FD)",
        "fs.ftruncateSync(FD)",
        "fs.fchmodSync(FD, 0)",
        "fs.readFileSync(FD)",
        "fs.writeFileSync(FD, 'x')",
        "fs.closeSync(1)",
    ],
)
def test_its_descriptors_are_bad_ones(source: str) -> None:
    with tempfile.TemporaryFile() as file, anode.Runtime() as runtime:
        file.write(b"data")
        file.flush()
        with pytest.raises(anode.JSError, match="EBADF"):
            runtime.eval("const fs = require('fs');" + source.replace("FD", str(file.fileno())))
        assert os.fstat(file.fileno()).st_size == 4


def test_own_descriptors_work() -> None:
    with anode.Runtime() as runtime, tempfile.NamedTemporaryFile() as file:
        runtime.eval("globalThis.fs = require('fs')")
        runtime.eval(f"const fd = fs.openSync('{file.name}', 'w+'); fs.writeSync(fd, 'abc'); fs.closeSync(fd)")
        assert file.read() == b"abc"
        read = runtime.eval(
            f"fs.promises.open('{file.name}').then(async (h) => {{ const t = await h.readFile('utf8'); await h.close(); return t }})"
        )
        assert read.result() == "abc"


@pytest.mark.parametrize(
    "source",
    ["require('v8').setFlagsFromString('--stack-size=60000')", "process.umask(0)", "process.setuid(0)", "require('os').setPriority(1)"],
)
def test_its_settings_stay(source: str) -> None:
    with anode.Runtime() as runtime:
        with pytest.raises(anode.JSError) as caught:
            runtime.eval(source)
        assert caught.value.code == "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM"
        assert isinstance(runtime.eval("process.umask()"), int)


def test_abort_ends_the_runtime_alone() -> None:
    with anode.Runtime() as runtime, pytest.raises(anode.Exit) as caught:
        runtime.eval("process.abort()")
    assert caught.value.code == 134
