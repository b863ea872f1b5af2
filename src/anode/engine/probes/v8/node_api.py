"""Probes of what native addons need of V8 (engine/napi): the functions that stand for an addon's are Python here."""

from __future__ import annotations

import ctypes

from anode.engine.probes.expect import expect
from anode.engine.probes.lab import Lab
from anode.engine.probes.probe import Probe

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from anode.engine.v8.native import Call


class _Loop:
    """Tasks wait until the probe runs them."""

    owns_process = True

    def __init__(self) -> None:
        self.tasks: list[Callable[[], bool]] = []

    def post(self, task: Callable[[], bool]) -> None:
        self.tasks.append(task)

    def hold(self) -> None: ...
    def release(self) -> None: ...
    def submit(self, function: Callable[[], Any], settle: Callable[[BaseException | None, Any], None]) -> None: ...


def _node_api(lab: Lab) -> None:
    from anode.engine.napi.environment import HELPERS, Addons, Environment, v8
    from anode.engine.napi.functions import buffers, calls, classes, environment, numbers, objects, references, scopes
    from anode.engine.napi.invocation import CALLBACK, FINALIZE
    from anode.engine.napi.memory import AUTO_LENGTH, octets, text_at, words
    from anode.engine.v8.signatures import P

    loop = _Loop()
    envs: list[Environment] = []
    kept: list[object] = []
    finalized: list[int | None] = []
    cell = (ctypes.c_uint64 * 16)()
    at = ctypes.addressof(cell)

    def address_of(function: Any) -> int:
        kept.append(function)
        return ctypes.cast(function, P).value or 0

    def receive(address: int, info: int) -> int:
        # What the addon gets: [receiver, first and second argument, new.target or undefined], or the exception of the function it calls.
        env = envs[0]
        cell[0] = 3
        expect(calls.napi_get_cb_info(env, info, at, at + 8, at + 32, at + 40), 0, "napi_get_cb_info")
        expect(cell[5], 0x55, "the data of a function")
        receiver, first, second = cell[4], cell[1], cell[2]
        calls.napi_get_new_target(env, info, at + 48)
        target = cell[6] or env.undefined
        if v8["Value__IsFunction"](first):
            env.open_catcher()
            status = calls.napi_call_function(env, receiver, first, 1, at + 16, at + 56)
            return cell[7] if status == 0 else 0
        array: int = v8["Array__New"](env.isolate, 0)
        for i, value in enumerate((receiver, first, second, target)):
            v8["Object__SetIndex"](array, env.context, i, value)
        return array

    received = CALLBACK(receive)

    def start(call: Call) -> None:
        envs.append(Environment(Addons(loop, call, [call.value(1)] * len(HELPERS)), "/addon.node", 8))

    def make(call: Call) -> None:
        call.answer(calls.new_function(envs[0], address_of(received), 0x55))

    def make_class(call: Call) -> None:
        name = ctypes.create_string_buffer(b"Made")
        method = ctypes.create_string_buffer(b"method")
        words_of = (ctypes.c_uint64 * 8)(ctypes.addressof(method), 0, address_of(received), 0, 0, 0, 0, 0x55)
        status = classes.napi_define_class(
            envs[0], ctypes.addressof(name), AUTO_LENGTH, address_of(received), 0x55, 1, ctypes.addressof(words_of), at
        )
        expect(status, 0, "napi_define_class")
        call.answer(cell[0])

    def make_values(call: Call) -> None:
        env = envs[0]
        memory = ctypes.create_string_buffer(b"foreign!", 8)
        kept.append(memory)
        foreign = ctypes.addressof(memory), 8, address_of(FINALIZE(finalize)), 0x11
        expect(buffers.napi_create_external_arraybuffer(env, *foreign, at + 32), 0, "napi_create_external_arraybuffer")
        objects.napi_create_object(env, at)
        wrapped = cell[0]
        references.napi_wrap(env, wrapped, 0x1234, address_of(FINALIZE(finalize)), 0x22, None)
        references.napi_unwrap(env, wrapped, at + 8)
        expect(cell[1], 0x1234, "the address in a wrapped object")
        references.napi_create_external(env, 0x7777, None, None, at + 16)
        references.napi_get_value_external(env, cell[2], at + 24)
        expect(cell[3], 0x7777, "the address in an external")
        call.answer_list([cell[4], wrapped])

    def finalize(address: int, data: int | None, hint: int | None) -> None:
        finalized.append(hint)

    def in_scope(call: Call) -> None:
        env = envs[0]
        scopes.napi_open_escapable_handle_scope(env, at)
        scope = cell[0]
        numbers.napi_create_double(env, 1.5, at + 8)
        scopes.napi_escape_handle(env, scope, cell[1], at + 16)
        escaped = cell[2]
        for _ in range(2000):
            v8["Object__New"](env.isolate)
        scopes.napi_close_handle_scope(env, scope)
        call.answer(escaped)

    def finish(call: Call) -> None:
        for task in loop.tasks:
            while task():
                pass
        loop.tasks.clear()
        call.answer_integer(len(finalized))

    def memory(call: Call) -> None:
        environment.napi_get_version(envs[0], at)
        expect(octets[at], environment.VERSION, "a byte at an address")
        name = ctypes.create_string_buffer("ä".encode())
        expect(text_at(ctypes.addressof(name)), "ä", "text at an address")
        expect(words[at >> 3] & 0xFF, environment.VERSION, "a word at an address")

    lab.fresh().native("""
      call.start(() => {});
      call.memory();
      const f = call.make();
      const self = {};
      const same = (a, b, what) => check(a.length === b.length && a.every((x, i) => Object.is(x, b[i])), what);
      same(f.call(self, 1, 'two'), [self, 1, 'two', undefined], 'a function gets other arguments');
      same(f.call(self), [self, undefined, undefined, undefined], 'a function gets other arguments than none');
      class Sub extends f {}
      check(Reflect.construct(f, [5], Sub)[3] === Sub && new f(1)[3] === f, 'new.target is another');
      check(f(() => 7) === 7, 'the value that a function returns is another');
      let thrown;
      try { f(() => { try { throw 1; } catch {} f(() => { try { f(() => { throw 2; }); } finally { thrown = 3; } }); }); } catch (e) { thrown += e; }
      check(thrown === 5, 'an exception of a nested call goes another way');
      const Made = call.make_class();
      const made = Made.prototype.method;
      check(new Made(1)[3] === Made, 'a class gets another new.target');
      try { made.call({}); thrown = 0; } catch (e) { thrown = e; }
      check(thrown instanceof TypeError, 'a method of a class takes another receiver');
      check(call.in_scope() === 1.5, 'a handle that escapes has another value');
      const look = () => String.fromCharCode(...new Uint8Array(call.make_values()[0]));
      check(look() === 'foreign!', 'foreign memory has other bytes');
      for (let i = 0; i < 500 && call.finish() < 2; i++) thrown = new Array(1e4).fill(i);
      check(call.finish() === 2, `finalizers were called ${call.finish()} times`);
    """, start=start, make=make, make_class=make_class, make_values=make_values, in_scope=in_scope, finish=finish, memory=memory)  # fmt: skip
    envs[0].addons.gone = True


PROBES = (Probe("node-api", "node-api", _node_api),)
