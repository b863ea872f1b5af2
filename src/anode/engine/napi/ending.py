"""The end of an isolate's addons.

Some facts:
- At the end of a worker, and of a program that ends by itself, Node runs cleanup hooks in the reverse order of their making. An environment's
  own hook, made when its addon was loaded, finalizes all that is left.
- A worker that was terminated has no JavaScript left to end with: then its isolate is gone before this is told.

What this means here:
- :func:`end` runs inside a function of V8's, as the last of JavaScript.
- :func:`abandon` comes when the isolate is gone. The cleanup hooks that have not run run then, and find every function of Node-API closed.
  Finalizers do not run: addons take it for granted that those may call Node-API.
"""

from __future__ import annotations

from time import monotonic, sleep

from anode.engine.napi.environment import Addons, Environment, report_internal
from anode.engine.napi.functions.asynchronous import libuv, threadsafe
from anode.engine.napi.invocation import records
from anode.engine.napi.references import references

_PATIENCE = 10.0  # seconds for asynchronous cleanup hooks


def end(addons: Addons) -> None:
    """The program has ended: run what its addons have for that. Inside a function of V8's."""
    addons.ending = True
    _run_hooks(addons)
    deadline = monotonic() + _PATIENCE
    while addons.unfinished and monotonic() < deadline:
        sleep(0.001)


def _run_hooks(addons: Addons) -> None:
    while addons.hooks:
        try:
            addons.hooks.pop()()
        except BaseException as error:
            report_internal(error)


def close_environment(env: Environment) -> None:
    """Finalize what is left of an environment, the newest first; then let go of its references."""
    if env.addons.gone:
        return
    for reference in [each for each in reversed(references.values()) if each.env is env and each.finalizer]:
        reference.finalize()
    for reference in [each for each in references.values() if each.env is env]:
        reference.delete()
    env.close()


def abandon(addons: Addons) -> None:
    """The isolate has gone, and nothing of V8's may be called."""
    addons.gone = addons.ending = True
    threadsafe.abandon(addons)
    libuv.abandon(addons)
    gone = set(addons.environments)
    for env in gone:
        env.close()
    for number in [number for number, record in records.items() if record[0] in gone]:
        del records[number]
    for number in [number for number, reference in references.items() if reference.env in gone]:
        del references[number]
    _run_hooks(addons)
