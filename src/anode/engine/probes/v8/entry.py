"""Probes of entering an isolate on another thread (v8/entry.py)."""

from __future__ import annotations

import _thread
import ctypes

from anode.engine.probes.expect import Wrong, expect
from anode.engine.probes.lab import Lab
from anode.engine.probes.probe import Probe
from anode.engine.v8 import entry, library, settings
from anode.engine.v8.native import Call

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable


def _words(lab: Lab) -> None:
    v8 = library.functions("direct")

    def look(call: Call) -> None:
        settings.limit_stack()
        limit = ctypes.c_uint64.from_address(call.isolate + entry.JS_LIMIT).value
        expect(limit, entry.thread.limit, "the word of the stack limit")
        fresh = ctypes.create_string_buffer(64)
        v8["TryCatch__CONSTRUCT"](fresh, call.isolate)
        hole = ctypes.c_uint64.from_address(ctypes.addressof(fresh) + entry.CAUGHT).value
        v8["TryCatch__DESTRUCT"](fresh)
        for offset in (entry.EXCEPTION, entry.MESSAGE):
            expect(ctypes.c_uint64.from_address(call.isolate + offset).value, hole, f"the word at {offset:#x} without an exception")
        v8["Isolate__ThrowException"](call.isolate, call.value(1))
        thrown = ctypes.c_uint64.from_address(call.isolate + entry.EXCEPTION).value
        expect(thrown, ctypes.c_uint64.from_address(call.value(1)).value, "the word of the pending exception")

    lab.isolate().native(
        "try { call.look('thrown'); check(false, 'ThrowException threw nothing'); } catch (error) { check(error === 'thrown', error); }",
        look=look,
    )


def _second_thread(lab: Lab) -> None:
    v8 = library.functions("direct")
    seen: dict[str, object] = {}
    names = ("add", "catches", "deep", "endless")

    def sleep(call: Call) -> None:
        settings.limit_stack()
        functions = {name: v8["Global__New"](call.isolate, call.value(1 + i)) for i, name in enumerate(names)}
        context = v8["Global__New"](call.isolate, call.context)
        undefined = v8["Undefined"](call.isolate)
        own = entry.Entry(v8, call.isolate)
        over = _thread.allocate_lock()
        over.acquire()

        def run(name: str) -> object:
            handle = v8["Function__Call"](functions[name], context, undefined, 0, None)
            return v8["Integer__Value"](handle) if handle else "terminated" if own.failed(own.catcher) else "thrown"

        def enter() -> None:
            try:
                with own.entered:
                    own.take()
                    for name in names[:3]:
                        seen[name] = run(name)
                    _later(0.02, lambda: v8["Isolate__TerminateExecution"](call.isolate))
                    seen["endless"] = run("endless")
                    own.renew()
                    seen["after"] = run("add")
            except BaseException as error:
                seen["error"] = repr(error)
            finally:
                over.release()

        _thread.start_new_thread(enter, ())
        over.acquire()
        own.give_back()

    lab.isolate().native(
        """
        call.sleep(() => 40 + 2, () => { try { null.x; } catch { return new Function('return 7')(); } }, function deep() { return 1 + deep(); },
          () => { for (;;); });
        check((() => { try { null.x; } catch { return 1; } })() === 1, 'exceptions are in disorder after another thread ran JavaScript');
        let depth = 0;
        (function deeper() { depth++; try { deeper(); } catch {} })();
        check(depth > 100, "the stack limit of the isolate's own thread is lost");
        """,
        sleep=sleep,
    )
    expected = {"add": 42, "catches": 7, "deep": "thrown", "endless": "terminated", "after": 42}
    if seen != expected:
        raise Wrong(f"JavaScript on a second thread gives {seen}")


def _later(seconds: float, function: Callable[[], None]) -> None:
    def wait() -> None:
        lock = _thread.allocate_lock()
        lock.acquire()
        lock.acquire(timeout=seconds)
        function()

    _thread.start_new_thread(wait, ())


def _interrupt(lab: Lab) -> None:
    v8 = library.functions("direct")
    ran: list[int] = []

    def note(isolate: int) -> None:
        ran.append(isolate)
        v8["Isolate__TerminateExecution"](isolate)

    callback = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(note)

    def request(call: Call) -> None:
        v8["Isolate__RequestInterrupt"](call.isolate, ctypes.cast(callback, ctypes.c_void_p), None)
        if not v8["Function__Call"](call.value(1), call.context, v8["Undefined"](call.isolate), 0, None):
            v8["Isolate__CancelTerminateExecution"](call.isolate)
        expect(ran, [call.isolate], "the callbacks of Isolate::RequestInterrupt")

    lab.isolate().native("call.request(() => { for (;;); })", request=request)


def _texts(lab: Lab) -> None:
    v8 = library.functions("direct")
    seen: list[object] = []

    def look(call: Call) -> None:
        expect(v8["String__ContainsOnlyOneByte"](call.value(1)), True, "String::ContainsOnlyOneByte of a latin1 text")
        expect(v8["String__ContainsOnlyOneByte"](call.value(2)), False, "String::ContainsOnlyOneByte of another text")
        expect(v8["FunctionCallbackInfo__Length"](call.info), 3, "FunctionCallbackInfo::Length")
        room = ctypes.create_string_buffer(8)
        v8["String__WriteOneByte_v2"](call.value(1), call.isolate, 0, 3, room, 0)
        seen.append(room.raw[:4])
        buffer = v8["ArrayBuffer__New__with_byte_length"](call.isolate, 3)
        ctypes.memmove(v8["ArrayBuffer__Data"](buffer), b"abc", 3)
        call.answer(buffer)

    lab.isolate().native(
        """
        const buffer = call.look('h\\u00e9!', '\\u20ac');
        check(String.fromCharCode(...new Uint8Array(buffer)) === 'abc', 'ArrayBuffer::New changed');
        """,
        look=look,
    )
    expect(seen, [b"h\xe9!\0"], "the text that String::WriteOneByte wrote")


PROBES = (
    Probe("isolate-words", "direct", _words),
    Probe("second-thread", "direct", _second_thread),
    Probe("request-interrupt", "direct", _interrupt),
    Probe("one-byte-texts", "direct", _texts),
)
