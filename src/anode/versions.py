"""The versions a program sees.

jsrun, V8 and anode itself are what runs here. The other numbers are those of the Node release whose API this is: programs compare them to know what that
API can do, and to look up what is installed would import each package at every start.
"""

import sys

from anode.engine.identity import engine

NODE = "24.19.0"


def all_versions(anode: str, v8: str) -> dict[str, str]:
    """``process.versions``; ``v8`` is the engine's own."""
    return {
        "node": NODE,
        "anode": anode,
        "jsrun": engine().version,
        "v8": f"{v8}-anode",
        "modules": "137",
        "napi": "10",
        "uv": "1.52.1",
        "ada": "3.4.4",
        "amaro": "1.1.10",
        "undici": "7.29.0",
        "brotli": "1.2.0",
        "sqlite": "3.54.1" if sys.version_info >= (3, 11) else "3.54.0",  # the library in apsw
        "cjs_module_lexer": "2.1.0",
        "llhttp": "9.4.3",
        "openssl": "3.5.7",
        "zlib": "1.3.2.1",
        "zstd": "1.5.7",
        "ares": "1.34.6",
        "icu": "78.3",
        "unicode": "17.0",
        "cldr": "48.0",
        "tz": "2026b",
    }
