"""A debugger at a Runtime: JavaScript that Python calls is paused, on whichever thread it runs."""

from __future__ import annotations

import _thread
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import anode
from tests.bindings.inspector.debugger import Debugger

SOURCE = """\
exports.add = (a, b) => {
  let sum = a + b;
  return sum;
};
exports.later = async (a) => {
  await null;
  return exports.add(a, 1);
};
exports.call = (f) => f(1) + 1;
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lib.js").write_text(SOURCE)
    return tmp_path


def stop_at(debugger: Debugger, file: Path, line: int) -> None:
    debugger.ask("Debugger.enable")
    assert debugger.ask("Debugger.setBreakpointByUrl", url=file.as_uri(), lineNumber=line)["locations"]


def answer(debugger: Debugger, expression: str) -> object:
    try:
        frame = debugger.wait("Debugger.paused")["callFrames"][0]
        value = debugger.ask("Debugger.evaluateOnCallFrame", callFrameId=frame["callFrameId"], expression=expression)["result"]["value"]
        debugger.ask("Debugger.resume")
    except BaseException:
        debugger.close()  # or the call would wait for ever
        raise
    return value


def test_a_call_on_the_caller_s_thread_is_paused(folder: Path) -> None:
    with anode.Runtime(cwd=folder, inspect=0) as js, ThreadPoolExecutor(1) as pool:
        add = js.require("./lib").add
        assert add(1, 1) == 2
        assert js.inspect_url is not None
        debugger = Debugger(js.inspect_url)
        stop_at(debugger, folder / "lib.js", 1)
        found = pool.submit(answer, debugger, "a = 300")
        assert add(3, 4) == 304
        assert found.result() == 300
        debugger.close()
        assert add(3, 4) == 7


def test_an_async_function_is_paused_while_python_waits(folder: Path) -> None:
    with anode.Runtime(cwd=folder, inspect="127.0.0.1:0") as js, ThreadPoolExecutor(1) as pool:
        lib = js.require("./lib")
        debugger = Debugger(js.inspect_url or "")
        stop_at(debugger, folder / "lib.js", 2)
        found = pool.submit(answer, debugger, "sum")
        assert lib.later(5).result() == 6
        assert found.result() == 6


def test_python_that_javascript_calls_shows_its_caller(folder: Path) -> None:
    with anode.Runtime(cwd=folder, inspect=0) as js, ThreadPoolExecutor(1) as pool:
        lib = js.require("./lib")
        debugger = Debugger(js.inspect_url or "")
        stop_at(debugger, folder / "lib.js", 2)
        found = pool.submit(answer, debugger, "sum")
        assert lib.call(lambda n: lib.add(n, 10)) == 12
        assert found.result() == 11


def test_an_idle_runtime_answers(folder: Path) -> None:
    with anode.Runtime(inspect=0) as js:
        js.eval("globalThis.seen = 42")
        debugger = Debugger(js.inspect_url or "")
        assert debugger.ask("Runtime.evaluate", expression="seen")["result"]["value"] == 42


def test_closing_ends_a_pause(folder: Path) -> None:
    js = anode.Runtime(cwd=folder, inspect=0)
    lib = js.require("./lib")
    debugger = Debugger(js.inspect_url or "")
    stop_at(debugger, folder / "lib.js", 2)
    ended: list[object] = []

    def call() -> None:
        try:
            ended.append(lib.add(1, 2))
        except anode.RuntimeClosed as error:
            ended.append(type(error))

    thread = threading.Thread(target=call)
    thread.start()
    debugger.wait("Debugger.paused")
    js.close()
    thread.join(20)
    assert ended in ([3], [anode.RuntimeClosed])
    assert js.closed


def add_and_wait(lib: Any) -> None:
    lib.add(1, 2)
    time.sleep(5)  # the call may have ended before Ctrl-C is handled


def test_ctrl_c_ends_a_pause_and_the_call(folder: Path) -> None:
    with anode.Runtime(cwd=folder, inspect=0) as js:
        lib = js.require("./lib")
        debugger = Debugger(js.inspect_url or "")
        stop_at(debugger, folder / "lib.js", 2)

        def press() -> None:
            try:
                debugger.wait("Debugger.paused")
                time.sleep(0.1)
            finally:
                os.kill(os.getpid(), signal.SIGINT)

        _thread.start_new_thread(press, ())
        with pytest.raises(KeyboardInterrupt):
            add_and_wait(lib)
        debugger.close()
        assert lib.add(1, 2) == 3


def test_a_port_that_is_taken_raises(folder: Path) -> None:
    with anode.Runtime(inspect=0) as js:
        port = int((js.inspect_url or "").split(":")[2].split("/")[0])
        with pytest.raises(OSError, match="address already in use"):
            anode.Runtime(inspect=port)
    with pytest.raises(ValueError, match="0 or in range 1024"):
        anode.Runtime(inspect=80)
    with anode.Runtime(inspect=port):  # the port is free again
        pass


def test_the_program_itself_gets_no_inspector_by_it() -> None:
    with anode.Runtime(inspect=0, options=["--permission"]) as js:
        source = "try { new (require('inspector').Session)().connect() } catch (error) { error.code }"
        assert js.eval(source) == "ERR_ACCESS_DENIED"
        debugger = Debugger(js.inspect_url or "")
        assert debugger.ask("Runtime.evaluate", expression="1 + 1")["result"]["value"] == 2


SESSION = """(async () => {
  await new Promise(setImmediate);
  const session = new (require('inspector').Session)();
  session.connect();
  session.post('Debugger.enable');
  session.post('Runtime.enable');
})()"""


WORKER = "const s = new (require('inspector').Session)(); s.connect(); s.post('Debugger.enable'); for (;;);"


def test_a_session_cannot_be_made_on_the_caller_s_thread() -> None:
    with anode.Runtime() as js:
        source = "try { new (require('inspector').Session)().connect() } catch (error) { `${error.code} ${error.message}` }"
        assert js.eval(source) == (
            "ERR_INSPECTOR_NOT_AVAILABLE Inspector is not available in a function that Python calls directly: "
            "connect in a callback of the event loop, such as that of setImmediate"
        )


def test_a_program_in_a_runtime_may_leave_its_sessions_open() -> None:
    for _ in range(5):
        with anode.Runtime() as js:
            js.eval(SESSION).result()
    with anode.Runtime() as js:
        js.eval(SESSION).result()
        with pytest.raises(anode.Timeout):
            js.eval("for (;;);", timeout=0.1)
        js.eval(f"new (require('worker_threads').Worker)({WORKER!r}, {{ eval: true }})")
        time.sleep(0.3)
