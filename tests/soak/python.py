"""``make soak-python``: a Python program that lives with JavaScript for a while.

Eight threads and an asyncio loop share one Runtime and make others: calls, callbacks, errors, cycles, time and memory limits, interrupts, pools, forked
children. It fails where a thread does not go on, a value is wrong, the process dies, or memory or descriptors grow.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import ctypes
import faulthandler
import gc
import os
import random
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from typing import Any

import anode

PATIENCE = 90.0  # seconds in which each thread must go on
WARM = 0.3  # of the time, after which memory must not grow
GROWTH = 40.0  # MB
DESCRIPTORS = 20  # a Runtime has seven, and a few live at once

FUNCTIONS = """({
  add: (a, b) => a + b,
  echo: (value) => value,
  each: (f, n) => { let sum = 0; for (let i = 0; i < n; i++) sum += f(i); return sum; },
  throws: (text) => { throw new TypeError(text); },
  swallow: (f) => { try { f(); } catch (error) { return String(error); } },
  box: (given) => ({ given }),
  later: async (value) => { await null; return value; },
  slow: (value) => new Promise((resolve) => setTimeout(resolve, 2, value)),
  call: async (f) => [await f(), 1],
})"""
FILL = "(() => { const kept = []; for (;;) kept.push(new Array(500).fill(1)) })()"


class Node:
    """One half of a cycle."""

    box: Any = None

    def call(self) -> int:
        return 7

    def __del__(self) -> None:
        gone["nodes"] += 1


gone: Counter[str] = Counter()


class Soak:
    """The work of all threads."""

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds
        self.counts: Counter[str] = Counter()
        self.beats: dict[str, float] = {}
        self.errors: list[str] = []
        self.runtime = anode.Runtime()
        self.js = self.runtime.eval(FUNCTIONS)
        self.runtime.eval("setInterval(() => { globalThis.junk = Array.from({ length: 2000 }, (_, i) => ({ i })) }, 5)")

    def go_on(self, name: str) -> bool:
        """Whether there is time for another round."""
        self.beats[name] = time.monotonic()
        self.counts[name] += 1
        return time.monotonic() < self.until and not self.errors

    def thread(self, name: str, work: Callable[[random.Random], None]) -> threading.Thread:
        """A thread that does the same again and again."""

        def run() -> None:
            chance = random.Random(name)
            try:
                while self.go_on(name):
                    work(chance)
            except BaseException:
                self.errors.append(f"{name}:\n{traceback.format_exc()}")
            finally:
                self.beats.pop(name, None)

        made = threading.Thread(target=run, name=name, daemon=True)
        made.start()
        return made

    # ---- what the threads do ----

    def call(self, chance: random.Random) -> None:
        number, text = chance.randrange(10**9), "ä€y" * chance.randrange(200)
        assert self.js.add(number, 2) == number + 2
        assert self.js.echo(text) == text
        data = bytes(chance.randrange(256) for _ in range(64)) * chance.randrange(50)
        assert self.js.echo(data) == data
        assert anode.to_python(self.js.echo({"a": [number, {"b": text}]})) == {"a": [number, {"b": text}]}

    def call_back(self, chance: random.Random) -> None:
        count = chance.randrange(20)
        assert self.js.each(lambda i: self.js.add(i, 1), count) == count * (count + 1) // 2
        with contextlib.suppress(anode.JSError):
            self.js.throws("text")
            raise AssertionError
        local = Node()
        assert "ValueError" in self.js.swallow(lambda: (_ for _ in ()).throw(ValueError(local)))

    def make_cycles(self, chance: random.Random) -> None:
        for _ in range(20):
            node = Node()
            node.box = self.js.box(chance.choice((node.call, anode.ref(node), {"deep": [node.call]}, lambda node=node: node.call())))
            gone["made"] += 1
        assert self.js.each(node.call, 3) == 21
        if chance.random() < 0.05:
            gc.collect()
        time.sleep(0.005)

    def pass_limits(self, chance: random.Random) -> None:
        with anode.Runtime(memory="48MB") as runtime:
            runtime.eval("globalThis.state = 5")
            for _ in range(2):
                with contextlib.suppress(anode.OutOfMemory):
                    runtime.eval(FILL)
                    raise AssertionError
                assert runtime.eval("state") == 5

    def make_runtimes(self, chance: random.Random) -> None:
        runtime = anode.Runtime()
        value = runtime.eval("setInterval(() => {}, 1).unref(); ({ a: [1, 2, 3] })")
        assert list(value.a) == [1, 2, 3]
        if chance.random() < 0.5:
            runtime.close()
        del runtime, value
        time.sleep(0.01)

    def fork(self, chance: random.Random) -> None:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                self.js.add(1, 2)
            except anode.ForkError:
                code = 0
            finally:
                os._exit(code)
        end = time.monotonic() + PATIENCE / 2
        while (ended := os.waitpid(child, os.WNOHANG)) == (0, 0):
            if time.monotonic() > end:
                os.kill(child, 9)
                os.waitpid(child, 0)
                raise AssertionError("a forked child hangs")
            time.sleep(0.01)
        assert ended[1] == 0, ended
        time.sleep(0.2)

    def limit_time(self, chance: random.Random) -> None:
        with anode.Runtime() as runtime:
            for source in ("for (;;);", "for (;;) new Array(1000).fill(1)", "/(a+)+$/.test('a'.repeat(40) + '!')"):
                with contextlib.suppress(anode.Timeout), anode.timeout(0.02):
                    runtime.eval(source)
                    raise AssertionError
                assert runtime.eval("1 + 1") == 2
                over = threading.Event()

                def interrupt(over: threading.Event = over) -> None:
                    while not over.wait(0.02):
                        runtime.interrupt()

                interrupter = threading.Thread(target=interrupt)
                interrupter.start()
                try:
                    with contextlib.suppress(anode.Interrupted):
                        runtime.eval(source)
                        raise AssertionError
                finally:
                    over.set()
                    interrupter.join()
                assert runtime.eval("2 + 2") == 4
        if chance.random() < 0.05:
            with anode.Pool(2, setup="globalThis.double = (x) => x * 2") as pool:
                assert list(pool.map("double", range(20))) == [2 * i for i in range(20)]

    def close_early(self, chance: random.Random) -> None:
        """Another thread closes a Runtime that is in an endless loop."""
        runtime = anode.Runtime()
        closer = threading.Timer(chance.random() / 5, runtime.close)
        closer.start()
        with contextlib.suppress(anode.RuntimeClosed):
            runtime.eval(chance.choice(("for (;;);", "(() => { for (;;) new Array(1000).fill(1) })()", "for (;;) JSON.stringify([])")))
            raise AssertionError
        closer.join()

    async def asynchronous(self) -> None:
        async def answer() -> int:
            await asyncio.sleep(0.001)
            return 3

        chance = random.Random(0)
        while self.go_on("asyncio"):
            number = chance.randrange(10**6)
            found = await asyncio.gather(self.js.later(number), self.js.slow(number), *(self.js.later(i) for i in range(5)))
            assert found == [number, number, 0, 1, 2, 3, 4]
            assert list(await self.js.call(answer)) == [3, 1]
            task = asyncio.ensure_future(asyncio.wait_for(self.js.slow(1), 0.0005))
            with contextlib.suppress(asyncio.TimeoutError, asyncio.CancelledError):
                await task
        self.beats.pop("asyncio", None)

    # ---- what is watched ----

    def run(self) -> bool:
        """Whether all went well."""
        started = time.monotonic()
        works = {
            "call": self.call, "callback": self.call_back, "cycles": self.make_cycles, "memory": self.pass_limits,
            "runtimes": self.make_runtimes, "fork": self.fork, "time": self.limit_time, "close": self.close_early,
        }  # fmt: skip
        threads = [self.thread(name, work) for name, work in works.items()]
        asynchronous = threading.Thread(target=self.run_loop, daemon=True)
        asynchronous.start()
        samples: list[tuple[float, int]] = []
        length = self.until - started
        while time.monotonic() < self.until and not self.errors:
            time.sleep(min(5.0, length / 20))
            now = time.monotonic()
            samples.append(self.sample(now - started))
            for name, beat in list(self.beats.items()):
                if now - beat > PATIENCE:
                    faulthandler.dump_traceback()
                    self.errors.append(f"{name} does not go on")
        for thread in [*threads, asynchronous]:
            thread.join(PATIENCE)
            if thread.is_alive():
                faulthandler.dump_traceback()
                self.errors.append(f"{thread.name} does not end")
                break
        self.runtime.close()
        self.judge(samples)
        for error in self.errors:
            print(error, file=sys.stderr)
        print(" ".join(f"{name}={count}" for name, count in self.counts.items()), f"cycles: {gone['made']} made, {gone['nodes']} gone")
        return not self.errors

    def run_loop(self) -> None:
        try:
            asyncio.run(self.asynchronous())
        except BaseException:
            self.errors.append(f"asyncio:\n{traceback.format_exc()}")

    def sample(self, at: float) -> tuple[float, int]:
        gc.collect()
        with contextlib.suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
        with open("/proc/self/statm") as file:
            memory = int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
        descriptors = len(os.listdir("/proc/self/fd"))
        print(f"{at:6.0f} s  {memory:6.1f} MB  {descriptors} descriptors  {threading.active_count()} threads", flush=True)
        return memory, descriptors

    def judge(self, samples: list[tuple[float, int]]) -> None:
        """Compare the lowest figures of the last third with those of the third after the start: single ones are of the moment."""
        warm = samples[int(len(samples) * WARM) :]
        third = max(1, len(warm) // 3)
        if len(warm) >= 3:
            (before, few), (after, many) = ([min(column) for column in zip(*part, strict=True)] for part in (warm[:third], warm[-third:]))
            print(f"memory {before:.1f} -> {after:.1f} MB, descriptors {few} -> {many}")
            if after - before > GROWTH or many - few > DESCRIPTORS:
                self.errors.append("memory or descriptors have grown")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make soak-python", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30.0)
    options = parser.parse_args()
    faulthandler.enable()
    print(sys.version, flush=True)
    soak = Soak(options.minutes * 60)
    content = soak.run()
    sys.stdout.flush()
    sys.exit(0 if content else 1)


if __name__ == "__main__":
    main()
