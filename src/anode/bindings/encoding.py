"""Text encodings beyond Unicode, for `TextDecoder`: Python's codecs, brought in line with the Encoding Standard.

Rules: https://encoding.spec.whatwg.org/#indexes and #legacy-single-byte-encodings.
"""

from __future__ import annotations

import codecs
from base64 import b64decode, b64encode
from functools import cache

from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import nothing

# The standard's name, where Python has another.
PYTHON_NAMES = {
    "ibm866": "cp866",
    "iso-8859-8-i": "iso-8859-8",
    "macintosh": "mac_roman",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac_cyrillic",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
}

# Where the standard's tables and Python's differ.
DIFFERENCES = {"koi8-u": {0xAE: "\u045e", 0xBE: "\u040e"}, "windows-1255": {0xCA: "\u05ba"}}


def python_name(name: str) -> str:
    """Python's codec for the standard's encoding ``name``."""
    return PYTHON_NAMES.get(name, name.replace("windows-", "cp"))


@cache
def high_half(name: str) -> str:
    """The 128 characters of bytes 0x80 to 0xFF; U+FFFD where there is none."""
    if name == "x-user-defined":
        return "".join(chr(0xF780 + i) for i in range(128))
    decode = codecs.getdecoder(python_name(name))
    characters = []
    for byte in range(0x80, 0x100):
        # Windows leaves some bytes below 0xA0 undefined: they are the C1 controls.
        missing = chr(byte) if byte < 0xA0 and name.startswith("windows-") else "\ufffd"
        try:
            character = decode(bytes([byte]))[0]
        except UnicodeDecodeError:
            character = missing
        characters.append(DIFFERENCES.get(name, {}).get(byte, character))
    return "".join(characters)


@op(needs=nothing)
def table(ctx: Context, name: str) -> str:
    """The upper half of a single-byte encoding: 128 characters."""
    return high_half(name)


@op(needs=nothing, json=True)
def decode(ctx: Context, name: str, data: bytes, fatal: bool = False, more: bool = False, state: str = "") -> dict[str, str | None]:
    """Decode a chunk in a multi-byte encoding.

    ``state`` is the ``state`` that the previous call returned; ``more`` says that another chunk follows. ``text`` is
    None when ``fatal`` and the bytes are wrong.
    """
    decoder = codecs.getincrementaldecoder(python_name(name))("strict" if fatal else "replace")
    if state:
        held, flag = state.split(":")
        decoder.setstate((b64decode(held), int(flag)))
    try:
        text = decoder.decode(data or b"", final=not more)
    except UnicodeDecodeError:
        return {"text": None, "state": ""}
    held_bytes, flag_value = decoder.getstate()
    after = f"{b64encode(held_bytes).decode()}:{flag_value}" if more and (held_bytes or flag_value) else ""
    return {"text": text, "state": after}
