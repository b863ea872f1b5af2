"""The packages of which bindings use private parts: the versions that have these parts, and what is said where they are missing.

Each binding looks for its parts when it is imported. docs/engine.md lists them, with what happens without them.
"""

from __future__ import annotations

from anode.errors import OpError

# As in pyproject.toml. The upper bounds are the versions that the parts were tried in: a new minor version may change them.
REQUIREMENTS = {
    "ada-url": "ada-url>=1.32,<4.1",
    "brotli": "brotli>=1.1,<1.3",
    "cryptography": "cryptography>=48,<51",
    "pycares": "pycares>=5,<5.3",
    "zstandard": "zstandard>=0.24,<0.26",
}


def unusable(package: str, module: str, reason: object) -> OpError:
    """The error of a binding that cannot work with the package that is installed."""
    text = f"{module} cannot use the installed {package} ({reason}): pip install '{REQUIREMENTS[package]}'"
    return OpError("ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", text)


def need(package: str, module: str, part: object, names: str) -> None:
    """Look for names, between spaces, in a part of a package. Raises OpError with those that are missing."""
    missing = [name for name in names.split() if not hasattr(part, name)]
    if missing:
        raise unusable(package, module, f"it has no {', '.join(missing)}")
