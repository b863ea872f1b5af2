"""A probe of shared memory and compiled WebAssembly that go from one isolate to another (engine/v8/shared_memory.py)."""

from __future__ import annotations

from anode.engine.heap.views import memory_of
from anode.engine.probes.expect import expect
from anode.engine.probes.lab import Isolate, Lab
from anode.engine.probes.probe import Probe
from anode.engine.v8 import library
from anode.engine.v8.shared_memory import MEMORY, MODULE, NEITHER, Part, SharedMemory

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.v8.native import Call


def _shared_memory(lab: Lab) -> None:
    leaving: dict[int, Part] = {}
    arrived: dict[int, list[Part]] = {}
    texts: list[str] = []
    v8 = library.functions("shared-memory")

    def keep_text(call: Call) -> None:
        texts.append(call.text(1))

    def give_text(call: Call) -> None:
        call.answer(call.new_text(texts[0]))

    def run(isolate: Isolate, source: str) -> None:
        shared = SharedMemory(v8, leaving, arrived)
        isolate.native(
            source,
            kind=shared.kind, copy=shared.copy, put=shared.put, get=shared.get, take_apart=shared.take_apart,
            put_together=shared.put_together, keep_text=keep_text, give_text=give_text,
        )  # fmt: skip

    sender, receiver = lab.fresh(), lab.fresh()
    run(sender, f"""
      const memory = new WebAssembly.Memory({{ initial: 1, maximum: 3, shared: true }});
      const module = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
      const buffer = new SharedArrayBuffer(8, {{ maxByteLength: 16 }});
      check(call.kind(memory) === {MEMORY} && call.kind(module) === {MODULE} && call.kind(buffer) === {NEITHER}, 'the kind of a value is another');
      check(call.take_apart(new WebAssembly.Memory({{ initial: 1 }})) === undefined, 'a Memory that is not shared is written');
      let told;
      try {{ engine.serialize([module], {{ forStorage: true }}, (message) => {{ told = message; throw message; }}); }} catch {{}}
      check(told === 'Wasm modules cannot be stored', `core.serialize() of a Module for storage says ${{told}}`);
      const other = call.copy(buffer);
      new Uint8Array(other)[1] = 7;
      check(other !== buffer && new Uint8Array(buffer)[1] === 7 && other.growable, 'a copy of a SharedArrayBuffer is no other one over its memory');
      call.put(buffer);
      call.put(module);
      const parts = call.take_apart(memory);
      check(parts[1] === memory.buffer, "a Memory's buffer is another");
      new Uint8Array(memory.buffer)[2] = 9;
      call.keep_text(parts[0]);
      call.put(parts[1]);
      call.put(new SharedArrayBuffer(0));
    """)  # fmt: skip
    numbers = list(leaving)
    expect(len(numbers), 4, "the number of values that are sent")
    for number in numbers:
        arrived[number] = [leaving.pop(number)]
    run(receiver, f"""
      const [buffer, module, pages, empty] = {numbers}.map((number) => call.get(number));
      check(buffer instanceof SharedArrayBuffer && buffer.maxByteLength === 16 && new Uint8Array(buffer)[1] === 7, 'a SharedArrayBuffer is another');
      check(new WebAssembly.Instance(module).exports, 'a Module is another');
      const memory = call.put_together(call.give_text(), pages);
      check(memory instanceof WebAssembly.Memory && memory.buffer === pages && new Uint8Array(pages)[2] === 9, 'a Memory is another');
      check(memory.grow(1) === 1 && memory.buffer.byteLength === 131072, 'a Memory does not grow');
      check(empty.byteLength === 0, 'an empty SharedArrayBuffer is another');
    """)  # fmt: skip
    expect(arrived, {}, "what has come and was not taken")
    sender.close()
    receiver.close()


def _views(lab: Lab) -> None:
    v8 = library.functions("views")
    seen: list[memoryview] = []

    def see(call: Call) -> None:
        seen.append(memory_of(v8, call.value(1)))

    isolate = lab.fresh()
    isolate.native(
        "const bytes = new Uint8Array([1, 2, 3]); call.see(bytes.subarray(1)); bytes[1] = 7; call.see(new Uint8Array(0));", see=see
    )
    isolate.close()
    expect(bytes(seen[0]), b"\7\3", "the memory of a buffer that has been changed since, after the isolate's end")
    expect(bytes(seen[1]), b"", "the memory of no bytes")
    seen.clear()


def _detach_keys(lab: Lab) -> None:
    v8 = library.functions("detach-keys")

    def lock(call: Call) -> None:
        v8["JSArrayBuffer__SetDetachKey"](call.value(1), call.value(2), call.isolate)

    isolate = lab.fresh()
    isolate.native(
        """
      const buffer = new ArrayBuffer(8);
      call.lock(buffer, Symbol('key'));
      let thrown;
      try { buffer.transfer(); } catch (error) { thrown = error; }
      check(thrown instanceof TypeError && !buffer.detached, 'a buffer with a key is detached without it');
      const other = new ArrayBuffer(8);
      other.transfer();
      check(other.detached, 'a buffer without a key is not detached');
    """,
        lock=lock,
    )
    isolate.close()


PROBES = (
    Probe("detach-keys", "detach-keys", _detach_keys),
    Probe("shared-memory", "shared-memory", _shared_memory),
    Probe("views", "views", _views),
)
