"""A probe tries each function that prelude.js takes from deno_core."""

from __future__ import annotations

import re
from pathlib import Path

from anode.engine.prelude import PRELUDE
from anode.engine.probes import deno_core, jsrun, lab


def test_every_function_of_the_engine_is_tried() -> None:
    text = Path(PRELUDE).read_text(encoding="utf-8")
    body = text[text.index("const engine = {") : text.index("\n};", text.index("const engine = {"))]
    names = set(re.findall(r"^ {2}(\w+)[:,]", body, re.MULTILINE)) | set(re.findall(r"^engine\.(\w+) =", text, re.MULTILINE))
    names.remove("__proto__")
    assert len(names) > 25
    tried = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in (deno_core, jsrun, lab))
    assert sorted(name for name in names if f"engine.{name}" not in tried) == []
