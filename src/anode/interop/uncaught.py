"""Errors in the background that no JavaScript has caught, told as Python's warnings."""

from __future__ import annotations

import re
import traceback
import warnings

from anode.interop.errors import JSError, UncaughtWarning

_PLACE = re.compile(r"(?:^|[\s(])((?:file://)?[^\s()]*):(\d+):\d+\)?$", re.MULTILINE)


def warn(error: JSError) -> bool:
    """Warn of ``error``, at the place in JavaScript that made it; false where the filters of warnings make errors of them."""
    text = "uncaught in the background: " + (error.stack if error.stack and error.message in error.stack else str(error))
    if error.__cause__ is not None:
        text += "\n\nwhich was caused by:\n" + "".join(traceback.format_exception(error.__cause__)).rstrip()
    places = [(file, int(line)) for file, line in _PLACE.findall(error.stack or "") if not file.startswith("node:")]
    file, line = places[0] if places else ("<JavaScript>", 1)
    try:
        warnings.warn_explicit(text, UncaughtWarning, file, line, module="anode")
    except UncaughtWarning:
        return False
    return True
