"""Promises and scripts."""

from __future__ import annotations

from anode.engine.napi.entries import entry
from anode.engine.napi.environment import Environment, v8
from anode.engine.napi.memory import WORD, words
from anode.engine.napi.status import GENERIC_FAILURE, INVALID_ARG, OK, STRING_EXPECTED

_TRUE = 1  # MaybeBool of the binding


@entry("pp", runs_javascript=True)
def napi_create_promise(env: Environment, deferred: int | None, promise: int | None) -> int:
    if not deferred or not promise:
        return INVALID_ARG
    resolver = v8["Promise__Resolver__New"](env.context)
    if not resolver:
        return env.caught(GENERIC_FAILURE)
    words[deferred >> WORD] = v8["Global__New"](env.isolate, resolver)
    words[promise >> WORD] = v8["Promise__Resolver__GetPromise"](resolver)
    return OK


def _declare_conclusion(name: str, function: str) -> None:
    def conclude(env: Environment, deferred: int | None, value: int | None) -> int:
        if not value or not deferred:
            return INVALID_ARG
        resolver = v8["Local__New"](env.isolate, deferred)
        v8["Global__Reset"](deferred)
        return OK if v8[function](resolver, env.context, value) == _TRUE else env.caught(GENERIC_FAILURE)

    entry("pp", runs_javascript=True, name=name)(conclude)


_declare_conclusion("napi_resolve_deferred", "Promise__Resolver__Resolve")
_declare_conclusion("napi_reject_deferred", "Promise__Resolver__Reject")


@entry("pp", runs_javascript=True)
def napi_run_script(env: Environment, script: int | None, result: int | None) -> int:
    if not script or not result:
        return INVALID_ARG
    if not v8["Value__IsString"](script):
        return STRING_EXPECTED
    compiled = v8["Script__Compile"](env.context, script, None)
    returned = v8["Script__Run"](compiled, env.context) if compiled else 0
    if not returned:
        return env.caught(GENERIC_FAILURE)
    words[result >> WORD] = returned
    return OK
