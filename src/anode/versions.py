"""The versions a program sees."""

from anode.engine.abi import JSRUN_VERSION

NODE = "24.12.0"


def all_versions(anode: str) -> dict[str, str]:
    """``process.versions``: whose API this is, and what runs it. Only what is really here."""
    return {
        "node": NODE,
        "anode": anode,
        "jsrun": JSRUN_VERSION,
        "v8": "15.0.0-anode",
        "modules": "137",
        "uv": "1.51.0",
        "ada": "3.3.0",
        "amaro": "1.1.10",
        "undici": "7.29.0",
        "brotli": "1.1.0",
        "cjs_module_lexer": "2.1.0",
        "llhttp": "9.3.0",
        "openssl": "3.5.4",
        "zlib": "1.3.1",
        "zstd": "1.5.7",
        "ares": "1.34.5",
        "icu": "78.1",
        "unicode": "17.0",
        "cldr": "48.0",
        "tz": "2025b",
    }
