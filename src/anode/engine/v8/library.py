"""V8's functions, ready to be called: the addresses of their names (symbols.py) and their signatures (signatures.py) put together."""

from __future__ import annotations

import ctypes

from anode.engine import features
from anode.engine.abi import extension_path
from anode.engine.v8 import symbols
from anode.engine.v8.signatures import SIGNATURES, TABLES, VERSION_WORDS

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from anode.engine.v8.signatures import Signature

    Functions = Mapping[str, Callable[..., Any]]

_addresses: dict[str, int] = {}
_ready: dict[str, Functions] = {}  # by feature


def symbol(name: str, signature: Signature) -> str:
    """The linker's name of a function of the table."""
    return signature.symbol or "v8__" + name


_NODE_API = "node-api"


def _group(feature: str) -> Mapping[str, Signature]:
    """The functions of a feature's own."""
    if feature == _NODE_API:
        from anode.engine.v8 import node_api  # few programs have addons

        return node_api.SIGNATURES
    return SIGNATURES.get(feature, {})


def groups() -> dict[str, Mapping[str, Signature]]:
    """The functions of all features."""
    return {**SIGNATURES, _NODE_API: _group(_NODE_API)}


def wanted() -> list[str]:
    """The symbols of all functions of the table, of V8's own tables, and of the version."""
    names = [symbol(name, signature) for group in groups().values() for name, signature in group.items()]
    return [*names, *(table for group in TABLES.values() for table in group), *VERSION_WORDS]


def search() -> dict[str, int]:
    """Where the symbols are in the extension's file, as :func:`load` takes it: 0.1 s."""
    return symbols.search(extension_path(), wanted())


def load(offsets: Mapping[str, int]) -> None:
    """Take the result of :func:`search`, once a process."""
    if not _addresses:
        _addresses.update(symbols.addresses(extension_path(), offsets))


def functions(feature: str) -> Functions:
    """The functions of a feature and of all that it needs, by name; none where the feature is lost or one of them is missing."""
    found = _ready.get(feature)
    if found is None:
        found = _ready[feature] = _functions(feature)
    return found


def has(feature: str) -> bool:
    """Whether :func:`functions` has those of a feature; they are not made ready for it."""
    if not features.available(feature) or any(symbol(name, signature) not in _addresses for name, signature in _group(feature).items()):
        return False
    if any(table not in _addresses for table in TABLES.get(feature, ())):
        return False
    return all(has(needed) for needed in features.FEATURES[feature].needs)


def address(feature: str, name: str) -> int:
    """Where a function of a feature that is there begins."""
    return _addresses[symbol(name, _group(feature)[name])]


def table(name: str) -> int:
    """Where a table of V8's begins, of a feature that is there."""
    return _addresses[name]


def _functions(feature: str) -> Functions:
    group = _group(feature)
    if not has(feature):
        return {}
    made: dict[str, Callable[..., Any]] = {}
    for needed in features.FEATURES[feature].needs:
        made.update(functions(needed))
    for name, signature in group.items():
        made[name] = _callable(name, signature)
    return made


def _callable(name: str, signature: Signature) -> Callable[..., Any]:
    prototype = ctypes.CFUNCTYPE if signature.gives_up_gil else ctypes.PYFUNCTYPE
    return prototype(signature.result, *signature.arguments)(_addresses[symbol(name, signature)])


def missing(found: Mapping[str, int]) -> dict[str, str]:
    """The features that lack a function, and which; ``found`` is the result of :func:`search`."""
    lacking = {
        feature: [name for name, signature in group.items() if symbol(name, signature) not in found] for feature, group in groups().items()
    }
    for feature, tables in TABLES.items():
        lacking[feature] += [name for name in tables if name not in found]
    if any(word not in found for word in VERSION_WORDS):
        lacking["version"] = ["Version"]
    return {feature: f"V8's {', '.join(names)} cannot be found" for feature, names in lacking.items() if names}


def version() -> str:
    """V8's version, as ``15.0.245.2``; ``0.0.0`` where it cannot be read."""
    if not features.available("version") or any(word not in _addresses for word in VERSION_WORDS):
        return "0.0.0"
    return ".".join(str(ctypes.c_int.from_address(_addresses[word]).value) for word in VERSION_WORDS)
