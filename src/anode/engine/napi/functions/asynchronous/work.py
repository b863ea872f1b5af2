"""Asynchronous work: a function of the addon's on a thread of the pool, then another on the isolate's."""

from __future__ import annotations

import ctypes

from anode.engine.napi.entries import entry
from anode.engine.napi.environment import Environment
from anode.engine.napi.functions.asynchronous.calls import AsyncContext, name_text, resource_object
from anode.engine.napi.invocation import report, run
from anode.engine.napi.memory import WORD, words
from anode.engine.napi.references import new_number
from anode.engine.napi.status import CANCELLED, GENERIC_FAILURE, INVALID_ARG, OBJECT_EXPECTED, OK, STRING_EXPECTED
from anode.engine.v8.signatures import P

_execute_type = ctypes.CFUNCTYPE(None, P, P)
_complete_type = ctypes.CFUNCTYPE(None, P, ctypes.c_int32, P)
_NEW, _QUEUED, _RUNNING, _DONE, _CANCELLED = range(5)


_works: dict[int, Work] = {}  # by number


class Work:
    """A ``napi_async_work``."""

    def __init__(self, env: Environment, context: AsyncContext, execute: int, complete: int | None, data: int | None) -> None:
        self.number = new_number()
        self.context = context
        self._env = env
        self._execute = _execute_type(execute)
        self._complete = _complete_type(complete) if complete else None
        self._data = data
        self._state = _NEW

    def queue(self) -> None:
        """Hand it to the pool."""
        self._state = _QUEUED
        loop = self._env.addons.loop
        loop.hold()
        loop.submit(self._run, self._settle)

    def _run(self) -> None:
        if self._state == _QUEUED:
            self._state = _RUNNING
            self._execute(self._env.address, self._data)
            self._state = _DONE

    def _settle(self, error: BaseException | None, value: object) -> None:
        if self._state != _CANCELLED:
            self._env.addons.loop.post(lambda: self._finish(OK if error is None else GENERIC_FAILURE))

    def cancel(self) -> bool:
        """Whether it had not begun; then it completes as cancelled."""
        if self._state != _QUEUED:
            return False
        self._state = _CANCELLED
        self._env.addons.loop.post(lambda: self._finish(CANCELLED))
        return True

    def _finish(self, status: int) -> bool:
        env = self._env
        env.addons.loop.release()
        if self._complete is not None:
            entered = self.context.enter()
            run(env, self._complete, env.address, status, self._data)
            report(env, fatal=True)
            self.context.leave(entered)
        return False


@entry("pppppp")
def napi_create_async_work(
    env: Environment,
    resource: int | None,
    name: int | None,
    execute: int | None,
    complete: int | None,
    data: int | None,
    result: int | None,
) -> int:
    if not execute or not result:
        return INVALID_ARG
    if not name:
        return INVALID_ARG
    if not env.catcher:
        env.open_catcher()
    found = resource_object(env, resource)
    if not found:
        return OBJECT_EXPECTED
    text = name_text(env, name)
    if not text:
        return STRING_EXPECTED
    work = Work(env, AsyncContext(env, found, text), execute, complete, data)
    _works[work.number] = work
    words[result >> WORD] = work.number
    return OK


@entry("p")
def napi_delete_async_work(env: Environment, number: int | None) -> int:
    work = _works.pop(number or 0, None)
    if work is None:
        return INVALID_ARG
    if not env.addons.ending:
        if not env.catcher:
            env.open_catcher()
        work.context.destroy()
    return OK


@entry("p")
def napi_queue_async_work(env: Environment, number: int | None) -> int:
    work = _works.get(number or 0)
    if work is None:
        return INVALID_ARG
    work.queue()
    return OK


@entry("p")
def napi_cancel_async_work(env: Environment, number: int | None) -> int:
    work = _works.get(number or 0)
    if work is None:
        return INVALID_ARG
    return OK if work.cancel() else GENERIC_FAILURE
