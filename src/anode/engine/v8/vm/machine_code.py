"""Handlers of a context's global object as machine code, for the accesses that are frequent.

Some facts:
- A handler that ctypes calls takes 2 to 5 µs: the GIL, a Python frame, and a call of ctypes' for each function of V8's. V8's own call of JavaScript
  takes 0.1 µs.
- V8 writes machine code in this process, so the process may do so.
- ``PropertyCallbackInfo`` (interceptors.py) has one word that belongs to the handler and is known to the garbage collector: the value to return.

What this means here:
- A handler is a page's worth of instructions that copies the sandbox into that word, which makes a handle of it, and calls one function of V8's.
- There is code for x86-64 with the System V calling convention. Elsewhere, and where no page may be made executable, ctypes calls the handlers.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import struct
import sys

_SIZE = 4096

# Registers: the handler's arguments are in rdi, rsi, rdx; V8's function gets its own in rdi, rsi, rdx, rcx, r8, and answers in rax.
_UNLESS_BYPASSED = (
    "48b8 {bypass} 803800"  # mov rax, bypass; cmp byte [rax], 0
    "7406"  # je past the next two
    "b801000000 c3"  # mov eax, 1 (passed); ret
)
_GET = (
    _UNLESS_BYPASSED
    + "53 4889f3"  # push rbx; mov rbx, rsi (info)
    + "488b4638 488b4007"  # mov rax, [rsi + 56]; mov rax, [rax + 7] (the sandbox)
    + "48894630"  # mov [rsi + 48], rax
    + "4889fa 488d7e30"  # mov rdx, rdi (key); lea rdi, [rsi + 48] (handle of the sandbox)
    + "48be {main} 48b8 {get} ffd0"  # mov rsi, main; mov rax, get; call rax
    + "4885c0 7415"  # test rax, rax; je passed
    + "488b00 483b4330"  # mov rax, [rax]; cmp rax, [rbx + 48] (the sandbox)
    + "7504 488b4340"  # jne next; mov rax, [rbx + 64] (the global object)
    + "48894330 31c0 5b c3"  # mov [rbx + 48], rax; xor eax, eax (intercepted); pop rbx; ret
    + "48b8 {undefined} 48894330"  # passed: mov rax, undefined; mov [rbx + 48], rax
    + "b801000000 5b c3"  # mov eax, 1; pop rbx; ret
)
_ASK = (
    _UNLESS_BYPASSED
    + "{info}"  # mov rdx, rsi for handlers without a value; rdx is info
    + "53 4883ec20 4889d3"  # push rbx; sub rsp, 32; mov rbx, rdx
    + "488b4a30 48894c2418"  # mov rcx, [rdx + 48]; mov [rsp + 24], rcx (the value that V8 has put there)
    + "488b4238 488b4007 48894230"  # mov rax, [rdx + 56]; mov rax, [rax + 7]; mov [rdx + 48], rax
    + "488d4230 48890424"  # lea rax, [rdx + 48]; mov [rsp], rax (handle of the sandbox)
    + "48897c2408 4889742410"  # mov [rsp + 8], rdi (key); mov [rsp + 16], rsi (value)
    + "48bf {function} 48be {main} 48ba {receiver}"  # mov rdi, function; mov rsi, main; mov rdx, receiver
    + "b9 {count} 4989e0 48b8 {call} ffd0"  # mov ecx, count; mov r8, rsp; mov rax, call; call rax
    + "488b4c2418 48894b30"  # mov rcx, [rsp + 24]; mov [rbx + 48], rcx
    + "4885c0 741e"  # test rax, rax; je passed
    + "488b00 48b9 {undefined} 4839c8 740c"  # mov rax, [rax]; mov rcx, undefined; cmp rax, rcx; je passed
    + "48894330 31c0 4883c420 5b c3"  # mov [rbx + 48], rax; xor eax, eax; add rsp, 32; pop rbx; ret
    + "b801000000 4883c420 5b c3"  # passed: mov eax, 1; add rsp, 32; pop rbx; ret
)
_PREPARE = (
    "53 4883ec20"  # push rbx; sub rsp, 32
    "4889742408 4889542410"  # mov [rsp + 8], rsi (error); mov [rsp + 16], rdx (sites)
    "48b8 {global} ffd0"  # mov rax, global; call rax (rdi is the context)
    "48890424"  # mov [rsp], rax
    "48bf {function} 48be {main} 48ba {receiver}"  # mov rdi, function; mov rsi, main; mov rdx, receiver
    "b903000000 4989e0 48b8 {call} ffd0"  # mov ecx, 3; mov r8, rsp; mov rax, call; call rax
    "4883c420 5b c3"  # add rsp, 32; pop rbx; ret
)
_INFO_SECOND = "4889f2"  # mov rdx, rsi


class Page:
    """A page of code. ``names`` are the 64-bit numbers that the instructions hold. Raises OSError where there can be none."""

    def __init__(self, **numbers: int) -> None:
        if os.uname().machine not in ("x86_64", "amd64") or sys.maxsize < 2**32:
            raise OSError("no machine code for this processor")
        self._numbers = {name: struct.pack("<Q", number).hex() for name, number in numbers.items()}
        self._map = mmap.mmap(-1, _SIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=mmap.PROT_READ | mmap.PROT_WRITE)
        self._address = ctypes.addressof(ctypes.c_char.from_buffer(self._map))
        self._used = 0

    def add_get(self) -> int:
        """The address of a handler ``(key, info)`` that asks V8 for the sandbox's property."""
        return self._add(_GET)

    def add_ask(self, function: int, with_value: bool) -> int:
        """The address of a handler ``(key, info)``, or ``(key, value, info)``, that calls ``function``, a Global."""
        return self._add(
            _ASK,
            function=struct.pack("<Q", function).hex(),
            info="" if with_value else _INFO_SECOND,
            count=struct.pack("<I", 3 if with_value else 2).hex(),
        )

    def add_prepare(self, function: int) -> int:
        """The address of a callback ``(context, error, sites)`` that calls ``function``, a Global, with the context's global object, error and sites."""
        return self._add(_PREPARE, function=struct.pack("<Q", function).hex())

    def _add(self, code: str, **more: str) -> int:
        data = bytes.fromhex(code.format(**self._numbers, **more))
        start = self._used
        self._map[start : start + len(data)] = data
        self._used += -(-len(data) // 16) * 16
        return self._address + start

    def seal(self) -> None:
        """Let the processor run the code, which cannot be written any more. Raises OSError."""
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.mprotect(ctypes.c_void_p(self._address), ctypes.c_size_t(_SIZE), mmap.PROT_READ | mmap.PROT_EXEC):
            error = ctypes.get_errno()
            raise OSError(error, os.strerror(error))
