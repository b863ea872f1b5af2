"""``make engine-check``: how the installed engine, and the other packages whose private parts are used, agree with what anode assumes about them.

One line for each assumption: ``ok``, ``lost`` with what anode does without it, or ``failed`` where anode cannot do without it. The exit code is 1 if there
is one that failed. docs/engine.md says where each assumption is made.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from anode.bindings.requirements import REQUIREMENTS
from anode.engine import features
from anode.errors import OpError

OK, LOST, FAILED = "ok", "lost", "failed"

# A package, the binding that looks for its private parts, and what anode does without them; "" where it cannot do without.
_PACKAGES = (
    ("ada-url", "url", ""),
    ("brotli", "zlib.brotli_native", "errors of brotli data are less exact than Node's"),
    ("cryptography", "tls.openssl", ""),
    ("cryptography", "crypto.openssl", "ML-KEM-512, SLH-DSA, KMAC and other keys that the package does not have throw an error"),
    ("pycares", "net.resolver", ""),
    ("zstandard", "zlib.zstd_native", "errors of zstandard data are less exact than Node's"),
)


class Line:
    """A line of the report."""

    def __init__(self, state: str, name: str, text: str) -> None:
        self.state = state
        self.name = name
        self.text = text

    def __str__(self) -> str:
        return f"{self.state:7} {self.name:24} {self.text}".rstrip()


def engine_lines() -> Iterator[Line]:
    """The identity of the engine, its symbols, its probes and its features."""
    from anode.engine.abi import JSRUN_VERSION
    from anode.engine.identity import engine
    from anode.engine.probes.run import Untried, outcomes
    from anode.engine.v8 import library

    found = engine()
    yield Line(OK, "jsrun", f"{found.version} (anode is made for {JSRUN_VERSION}), {found.path}, sha256 {found.digest[:16]}")
    offsets = library.search()
    wanted = library.wanted()
    missing = [name for name in wanted if name not in offsets]
    state = LOST if missing else OK
    yield Line(state, "symbols", f"{len(wanted) - len(missing)} of {len(wanted)}" + (f", without {', '.join(missing)}" if missing else ""))
    lost = library.missing(offsets)
    try:
        for outcome in outcomes(offsets, thorough=True):
            if not outcome.reason:
                yield Line(OK, outcome.probe, "")
                continue
            lost[outcome.feature] = outcome.reason
            yield Line(FAILED if outcome.feature == features.REQUIRED else LOST, outcome.probe, outcome.reason)
    except Untried as error:
        yield Line(FAILED, "self-test", f"no child process could run the probes: {error}")
    features.lose(lost)
    for name, feature in features.FEATURES.items():
        if not features.available(name):
            yield Line(LOST if name != features.REQUIRED else FAILED, f"feature {name}", f"without it, {feature.without}")


def package_lines() -> Iterator[Line]:
    """The other packages whose private parts are used."""
    for package, binding, without in _PACKAGES:
        try:
            installed = version(package)
        except PackageNotFoundError:
            installed = "not installed"
        reason = _reason(binding)
        state = OK if not reason else LOST if without else FAILED
        detail = f": {reason}; {without or 'there is no way without it'}" if reason else ""
        yield Line(
            state, package, f"{installed} (anode is made for {REQUIREMENTS[package]}), bindings/{binding.replace('.', '/')}.py{detail}"
        )


def _reason(binding: str) -> str:
    """Why a binding cannot use its package's private parts; empty if it can."""
    try:
        module = importlib.import_module(f"anode.bindings.{binding}")
    except (ImportError, OpError) as error:
        return str(error)
    if getattr(module, "make", True) is None or not getattr(module, "available", lambda: True)():
        return "the functions are not there"
    return ""


def main() -> int:
    """Print the report; the exit code."""
    states = set()
    try:
        for source in (engine_lines, package_lines):
            for line in source():
                states.add(line.state)
                print(line, flush=True)
    except ImportError as error:  # abi.EngineMissing, which says what to install
        print(Line(FAILED, "jsrun", str(error)))
        return 1
    return int(FAILED in states)


if __name__ == "__main__":
    sys.exit(main())
