"""The child process of the self-test. It runs the probes one after the other, and prints a line before and after each.

A line is a JSON array: ``["python", …]`` first, then ``["begin", probe, feature]`` and ``["end", probe, reason]``, whose reason is empty where the
assumption holds, and ``["done"]`` last. A child that dies in a probe leaves a ``begin`` without its ``end`` (run.py).
"""

from __future__ import annotations

import gc
import json
import os

from anode.engine import features
from anode.engine.probes.lab import Lab
from anode.engine.probes.registry import PROBES
from anode.engine.probes.run import python_facts
from anode.engine.v8 import library, settings

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import TypedDict

    class Order(TypedDict):
        """What the child is asked to do."""

        offsets: dict[str, int]  # of V8's functions
        lost: dict[str, str]  # features whose probes are passed over
        skip: list[str]  # probes that have run before
        thorough: bool  # go on when anode cannot run


def _say(*line: object) -> None:
    os.write(1, f"{json.dumps(line)}\n".encode())


def main(text: str) -> None:
    """Do what an :class:`Order` says, as JSON, and leave the process."""
    order: Order = json.loads(text)
    _say("python", *python_facts())
    _without_core_dumps()
    gc.disable()  # jsrun's objects must be dropped by the thread that has made them, and garbage may be collected by another
    features.lose({**library.missing(order["offsets"]), **order["lost"]})
    library.load(order["offsets"])
    settings.request_direct()
    settings.apply_flags()
    lab = Lab()
    for probe in PROBES:
        if probe.name in order["skip"] or not features.available(probe.feature):
            continue
        _say("begin", probe.name, probe.feature)
        reason = ""
        try:
            probe.run(lab)
        except BaseException as error:
            reason = str(error) or repr(error)
            features.lose({probe.feature: reason})
        _say("end", probe.name, reason)
        if reason and probe.feature == features.REQUIRED and not order["thorough"]:
            break
    _say("done")
    os._exit(0)  # the isolates are not closed


def _without_core_dumps() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass
