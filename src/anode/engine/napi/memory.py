"""Reading and writing the memory of this process by address.

An array of ctypes that begins at address 0 spans all of it: an access by index takes a third of the time of ``c_void_p.from_address(…)``.
"""

from __future__ import annotations

import ctypes

_ADDRESSES = 2**52  # more than a processor's virtual addresses

WORD, HALF = 3, 2  # by which an address is shifted to be an index of words, or of words of 32 bits

words = (ctypes.c_uint64 * (_ADDRESSES >> WORD)).from_address(0)
halves = (ctypes.c_int32 * (_ADDRESSES >> HALF)).from_address(0)
octets = (ctypes.c_uint8 * _ADDRESSES).from_address(0)
doubles = (ctypes.c_double * (_ADDRESSES >> WORD)).from_address(0)
signed_words = (ctypes.c_int64 * (_ADDRESSES >> WORD)).from_address(0)

AUTO_LENGTH = 2**64 - 1  # NAPI_AUTO_LENGTH: the text ends at a NUL
LONGEST = 2**31 - 1


def text_at(address: int | None, length: int = AUTO_LENGTH) -> str:
    """The UTF-8 text at an address; empty where there is none."""
    if not address:
        return ""
    data = ctypes.string_at(address) if length == AUTO_LENGTH else ctypes.string_at(address, length)
    return data.decode("utf-8", "replace")
