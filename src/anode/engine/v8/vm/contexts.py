"""Contexts of node:vm: V8's own, with intrinsics of their own, whose global object asks a *sandbox* first.

Some facts:
- An object template with handlers makes V8 ask for every access to the global object: ``var``, functions and bare names included. A handler returns
  0 where it has answered and 1 where V8 is to go on, and V8 asks some while it makes the context.
- deno_core keeps two pointers in a context's embedder data. A promise that is rejected in a context without them ends the process.
- Contexts see each other's objects if their security tokens are the same. By default the token is the global object of the context.
- V8 goes through the ring of an isolate's microtask queues when it collects garbage. A queue must stay as long as its context.
- A handler gets ``PropertyCallbackInfo``, an array of words; the address of one is a handle of what the word holds.

What this means here:
- The handlers call JavaScript (lib/internal/vm/handlers.js), with the sandbox first. Reads, which are the most, ask V8 alone: interceptors.py.
- A handle of the sandbox is in the handlers' data, where V8's garbage collector finds it: context and sandbox can be collected together.
- The token's place is found by its value: a new context has its global object in two places. So are the links of the ring, in a queue that is alone.
"""

from __future__ import annotations

import ctypes

from anode.engine.v8.modules.linked_modules import LinkedModules
from anode.engine.v8.native import Call
from anode.engine.v8.signatures import P
from anode.engine.v8.text import new_text
from anode.engine.v8.vm.flags import ContextFlag
from anode.engine.v8.vm.interceptors import Interceptors
from anode.engine.v8.vm.scripts import Scripts

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.v8.library import Functions

_word = P.from_address
_wasm_type = ctypes.CFUNCTYPE(ctypes.c_bool, P, P)
_strings_type = ctypes.CFUNCTYPE(ctypes.c_size_t, P, P, ctypes.c_bool)

_EMBEDDER_SLOTS = (3, 4)  # deno_core's: its state of a context, and its module map
_WASM_SLOT = 5  # ours: 2 if the context may not compile WebAssembly
_MAY, _MAY_NOT = 2, 4  # aligned, as V8 wants pointers to be
_HEADER, _GLOBAL_SLOT = 15, 2  # a context's slots begin 16 bytes after its address, which is tagged with 1
_QUEUE_SPACE = 256  # bytes for a MicrotaskQueue
_LEFT_OUT = ("queueMicrotask",)  # globals of V8's that Node's V8 has not


class Contexts:
    """The contexts of one isolate; ``fast`` asks for machine code (machine_code.py)."""

    def __init__(self, v8: Functions, scripts: Scripts, modules: LinkedModules, fast: bool) -> None:
        self._v8 = v8
        self._scripts = scripts
        self._modules = modules
        self._fast = fast
        self.interceptors: Interceptors | None = None
        self._token_at = 0
        self._links: tuple[int, int] | None = None  # offsets of next and previous in a MicrotaskQueue
        self._queues: dict[int, object] = {}
        # Kept here, because V8 has only their addresses. V8 asks the second about contexts without code from strings: even `eval(5)` throws there.
        self._allow_wasm, self._allow_strings = _wasm_type(self._may_compile_wasm), _strings_type(lambda context, source, code: 0)
        self._watches_wasm = False

    def listen(self, call: Call) -> None:
        """``(set, query, delete, define, describe, enumerate, prepare)``: the functions that handle accesses to global objects, and
        the one that makes the text of a stack: it gets the global object of the error's context, the error and the call sites.
        """
        functions = [call.value(i) for i in range(1, 8)]
        self.interceptors = Interceptors(self._v8, call.isolate, call.context, functions, self._fast)
        call.answer(self.interceptors.bypass())

    def create(self, call: Call) -> None:
        """``(sandbox, flags)``: ``[global object, an object that lives as long as the context, number of its microtask queue]``.

        Without a sandbox (undefined) the global object is like any other. The number is 0 for the isolate's queue.
        """
        v8 = self._v8
        isolate, main, flags = call.isolate, call.context, call.integer(2)
        queue, number = self.new_queue(main) if flags & ContextFlag.DELAYED else (None, 0)
        if v8["Value__IsObject"](call.value(1)):
            assert self.interceptors is not None
            context = self.interceptors.new_context(call.value(1), queue, lambda made: self.prepare(isolate, made, main))
        else:
            context = v8["Context__New"](isolate, None, None, queue)
            self.prepare(isolate, context, main)
        if flags & ContextFlag.NO_STRINGS:
            v8["Context__AllowCodeGenerationFromStrings"](context, False)
            v8["Isolate__SetModifyCodeGenerationFromStringsCallback"](isolate, self._allow_strings)
        v8["Context__SetAlignedPointerInEmbedderData"](context, _WASM_SLOT, _MAY_NOT if flags & ContextFlag.NO_WASM else _MAY)
        if flags & ContextFlag.NO_WASM and not self._watches_wasm:
            self._watches_wasm = True
            v8["Isolate__SetAllowWasmCodeGenerationCallback"](isolate, self._allow_wasm)
        call.answer_list(
            [v8["Context__Global"](context), v8["Context__GetExtrasBindingObject"](context), v8["Integer__New"](isolate, number)]
        )

    def prepare(self, isolate: int, context: int, main: int) -> None:
        """Give a new context what deno_core, V8's access checks and programs need; ``main`` is the program's own."""
        self.adopt(context, main)
        for name in _LEFT_OUT:
            self._v8["Object__Delete"](self._v8["Context__Global"](context), context, new_text(self._v8, isolate, name))

    def adopt(self, context: int, main: int) -> None:
        """Give a new context what deno_core and V8's access checks need."""
        v8 = self._v8
        own, others = _word(context).value or 0, _word(main).value or 0
        if not self._token_at:
            self._token_at = self._find_token(own)
        _word(own + self._token_at).value = _word(others + self._token_at).value
        for slot in _EMBEDDER_SLOTS:
            v8["Context__SetAlignedPointerInEmbedderData"](context, slot, v8["Context__GetAlignedPointerFromEmbedderData"](main, slot))

    def _find_token(self, context: int) -> int:
        count = _word(context + 7).value or 0
        wanted = _word(context + _HEADER + 8 * _GLOBAL_SLOT).value
        found = [i for i in range(count >> 32) if _word(context + _HEADER + 8 * i).value == wanted]
        if len(found) != 2 or found[0] != _GLOBAL_SLOT:
            raise RuntimeError(f"the security token of a context is in one of the slots {found}")
        return _HEADER + 8 * found[1]

    def _may_compile_wasm(self, context: int, source: int) -> bool:
        v8 = self._v8
        if v8["Context__GetNumberOfEmbedderDataFields"](context) <= _WASM_SLOT:
            return True
        may_not: bool = v8["Context__GetAlignedPointerFromEmbedderData"](context, _WASM_SLOT) == _MAY_NOT
        return not may_not

    def set_promise_hooks(self, call: Call) -> None:
        """``(global, init, before, after, settled)``: the functions that V8 calls for the promises of a context, or undefined."""
        hooks = [call.value(i) for i in range(2, 6)]
        given = [hook if self._v8["Value__IsObject"](hook) else None for hook in hooks]
        self._v8["Context__SetPromiseHooks"](self._scripts.realm(call, 1), *given)

    # ---- modules ----

    def instantiate(self, call: Call) -> None:
        """``(number, global)``: link a module in the context of a global object."""
        self._modules.instantiate(call, self._scripts.realm(call, 2))

    def evaluate(self, call: Call) -> None:
        """``(number, global)``: evaluate a module in the context of a global object."""
        self._modules.evaluate(call, self._scripts.realm(call, 2))

    def namespace(self, call: Call) -> None:
        """``(number, global)``: the namespace object of a module, of the context of a global object."""
        context = self._scripts.realm(call, 2)
        self._v8["Context__Enter"](context)
        self._modules.namespace(call)
        self._v8["Context__Exit"](context)

    # ---- microtask queues ----

    def new_queue(self, main: int) -> tuple[int, int]:
        """The address and the number of a microtask queue beside that of the context ``main``."""
        v8 = self._v8
        first = v8["Context__GetMicrotaskQueue"](main)
        if self._links is None:
            own = [at for at in range(0, _QUEUE_SPACE // 2, 8) if _word(first + at).value == first]
            if len(own) != 2:
                raise RuntimeError(f"the links of a microtask queue are two of the words {own}")
            self._links = own[0], own[1]
        room = ctypes.create_string_buffer(_QUEUE_SPACE)
        queue = ctypes.addressof(room)
        v8["MicrotaskQueue__CONSTRUCT"](queue)
        after, before = self._links
        last = _word(first + before).value or 0
        _word(queue + after).value, _word(queue + before).value = first, last
        _word(last + after).value = _word(first + before).value = queue
        number = len(self._queues) + 1
        while number in self._queues:
            number += 1
        self._queues[number] = room
        return queue, number

    def drain(self, call: Call) -> None:
        """``(global)``: run the microtasks of the context of a global object."""
        queue = self._v8["Context__GetMicrotaskQueue"](self._scripts.realm(call, 1))
        self._v8["MicrotaskQueue__PerformCheckpoint"](queue, call.isolate)

    def release_queue(self, call: Call) -> None:
        """``(number)``: free the queue of a context that has been collected."""
        self.free_queue(call.integer(1))

    def free_queue(self, number: int) -> None:
        """Free a queue that no context has."""
        self._v8["MicrotaskQueue__DESTRUCT"](self._queues.pop(number))
