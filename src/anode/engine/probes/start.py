"""Probes of what makes a start short: the C half of datetime, and a snapshot that is mapped."""

from __future__ import annotations

import gc
import os
import sys
import tempfile

from anode.engine import abi, mapped
from anode.engine.probes.expect import Wrong, expect
from anode.engine.probes.lab import Lab
from anode.engine.probes.probe import Probe


def _datetime(lab: Lab) -> None:
    if not abi.lend_datetime(alone=True):
        raise Wrong("datetime was imported before, or has no C half")
    try:
        isolate = lab.fresh()
        expect(isolate.js("return python(0)", lambda: 7), 7, "the result of an op beside the stand-in")
        isolate.close()
    finally:
        abi.return_datetime()
    import datetime

    expect(datetime.datetime is sys.modules["_datetime"].datetime, True, "whether both modules have the same classes")


def _mapped(lab: Lab) -> None:
    text = bytes(range(256)) * 40
    with tempfile.TemporaryFile() as file:
        file.write(bytes(mapped.HEADER) + text + b"\0")
        file.flush()
        size = os.fstat(file.fileno()).st_size
        address = mapped.map_file(file.fileno(), size)
        if address is None:
            raise Wrong("a file cannot be mapped")
        found = mapped.bytes_at(address + mapped.HEADER, len(text))
    expect(type(found), bytes, "the type of mapped bytes")
    expect((found == text, hash(found) == hash(text), found[1:3], len(found)), (True, True, b"\1\2", len(text)), "mapped bytes")
    for _ in range(3):
        copies = [found] * 1000
        del copies
        gc.collect()
    expect(found == text, True, "whether mapped bytes stay as they are when references to them go")


PROBES = (
    Probe("datetime-stand-in", "datetime-stand-in", _datetime),
    Probe("mapped", "mapped", _mapped),
)
