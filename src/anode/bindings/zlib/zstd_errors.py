"""zstd's errors as Node shows them."""

from __future__ import annotations

from anode.errors import OpError

# Texts of ZSTD_getErrorString, with their names in zstd_errors.h.
ERRORS = {
    "Error (generic)": ("GENERIC", 1),
    "Unknown frame descriptor": ("prefix_unknown", 10),
    "Version not supported": ("version_unsupported", 12),
    "Unsupported frame parameter": ("frameParameter_unsupported", 14),
    "Frame requires too much memory for decoding": ("frameParameter_windowTooLarge", 16),
    "Data corruption detected": ("corruption_detected", 20),
    "Restored data doesn't match checksum": ("checksum_wrong", 22),
    "Header of Literals' block doesn't respect format specification": ("literals_headerWrong", 24),
    "Dictionary is corrupted": ("dictionary_corrupted", 30),
    "Dictionary mismatch": ("dictionary_wrong", 32),
    "Parameter is out of bound": ("parameter_outOfBound", 42),
    "tableLog requires too much memory : unsupported": ("tableLog_tooLarge", 44),
    "Allocation error : not enough memory": ("memory_allocation", 64),
    "Destination buffer is too small": ("dstSize_tooSmall", 70),
    "Src size is incorrect": ("srcSize_wrong", 72),
}


def failure(message: str) -> OpError:
    """zstd's error as Node shows it."""
    name, number = ERRORS.get(message, ("corruption_detected", 20))
    return OpError(f"ZSTD_error_{name}", message, "Error", errno=number)
