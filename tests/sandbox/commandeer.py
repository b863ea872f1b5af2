"""A Sandbox whose process runs an attack of hostile.py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import anode
from anode.sandbox import process

_ROOT = Path(__file__).parent.parent.parent


def commandeered(attack: str, **settings: Any) -> anode.Sandbox:
    """The sandbox, whose first request gets the attack's answer."""
    before = process._BOOT
    code = (
        f"sys.path.append({str(_ROOT)!r}); from tests.sandbox.hostile import install; install({json.dumps(attack)}); sys.path.pop(); main("
    )
    process._BOOT = before.replace("main(", code)
    try:
        return anode.Sandbox(**settings)
    finally:
        process._BOOT = before
