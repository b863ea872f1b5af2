"""The forms in which Python's types arrive in JavaScript: for each class a function that makes plain data, found once.

No module is imported for a class: a value of a class shows that its module is loaded.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence, Set, ValuesView
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from anode.interop.iterators import AsyncPull, Pull, Restart
from anode.interop.proxies import JSObject
from anode.interop.undefined import Undefined

if TYPE_CHECKING:
    from typing import Protocol

    class Encoder(Protocol):
        """What puts values on the wire (interop/values.py)."""

        def encode(self, value: Any) -> Any: ...
        def within(self, container: Any, value: Any) -> Any: ...
        def array(self, values: Iterable[Any]) -> Any: ...
        def pairs(self, container: Any, pairs: Iterable[tuple[Any, Any]]) -> Any: ...
        def buffer(self, data: bytes) -> Any: ...
        def memory(self, view: memoryview) -> Any: ...
        def reference(self, value: JSObject) -> Any: ...
        def function(self, value: Callable[..., Any]) -> Any: ...
        def export(self, value: Callable[..., Any]) -> int: ...
        def promise(self, awaitable: Any) -> Any: ...

    Form = Callable[[Encoder, Any], Any]

_found: WeakKeyDictionary[type, Form] = WeakKeyDictionary()
_registered: dict[type, Form] = {}


def form_of(kind: type) -> Form:
    """How values of a class arrive."""
    form = _found.get(kind)
    if form is None:
        form = _found[kind] = _find(kind)
    return form


def register(kind: type, *, to_js: Callable[[Any], Any]) -> None:
    """Have instances of a class, and of its subclasses, arrive in JavaScript as the value that ``to_js(instance)`` returns."""

    def convert(encoder: Encoder, value: Any) -> Any:
        made = to_js(value)
        if type(made) is type(value):
            raise TypeError(f"to_js of {type(value).__name__} must return a value of another type")
        return encoder.within(value, made)

    _registered[kind] = convert
    _found.clear()


def add_form(kind: type, form: Form) -> None:
    """Have instances of a class cross in a form of their own."""
    _registered[kind] = form
    _found.clear()


def is_known(kind: type) -> bool:
    """Whether values of a class are data in JavaScript."""
    return form_of(kind) is not _buffer or hasattr(kind, "__buffer__")


def _find(kind: type) -> Form:
    for base in kind.__mro__:
        if base in _registered:
            return _registered[base]
        own = _BY_NAME.get(f"{base.__module__}.{base.__qualname__}")
        if own is not None:
            return own
    for fits, form in _ORDER:
        if issubclass(kind, fits) if isinstance(fits, type) else any(fits in vars(base) for base in kind.__mro__):
            return _named_tuple if form is _list and issubclass(kind, tuple) and hasattr(kind, "_fields") else form
    return _buffer


# ---- texts and numbers ----


def _text(encoder: Encoder, value: Any) -> Any:
    return str(value)


def _path(encoder: Encoder, value: Any) -> Any:
    return os.fsdecode(value)


def _enum(encoder: Encoder, value: Any) -> Any:
    return encoder.encode(value.value)


def _float(encoder: Encoder, value: Any) -> Any:
    return encoder.encode(float(value))


def _integer(encoder: Encoder, value: Any) -> Any:
    return encoder.encode(int(value))


def _plain_text(encoder: Encoder, value: Any) -> Any:
    return str.__str__(value)


def number_text(value: float) -> str:
    """A number as JavaScript writes it: ``1``, ``2.5``, ``1e+21``, ``Infinity``, ``NaN``."""
    if value != value:
        return "NaN"
    if value in (float("inf"), -float("inf")):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "0"
    mantissa, _, exponent = f"{abs(value)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))  # digits before the decimal point
    digits = digits.rstrip("0")
    if 0 < point <= 21:
        text = digits[:point].ljust(point, "0") + (f".{digits[point:]}" if len(digits) > point else "")
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        text = digits[0] + (f".{digits[1:]}" if len(digits) > 1 else "") + f"e{point - 1:+d}"
    return f"-{text}" if value < 0 else text


def key_text(key: Any) -> str:
    """A key of a dict as JavaScript writes it. Raises TypeError."""
    if isinstance(key, str):
        return str.__str__(key)
    if key is None or key is True or key is False:
        return "null" if key is None else "true" if key else "false"
    if isinstance(key, int):
        return str(int(key))
    if isinstance(key, float):
        return number_text(key)
    form = form_of(type(key)) if not isinstance(key, (JSObject, tuple, frozenset, bytes)) else None
    if form is _enum:
        return key_text(key.value)
    if form is _numpy_scalar:
        return key_text(key.item())
    if form in (_text, _path, _iso):
        assert form is not None
        return str(form(None, key))  # type: ignore[arg-type]
    if form in (_date, _moment):
        return str(key.isoformat())
    raise TypeError(f"the keys of a dict must be texts or numbers to become a JavaScript object, not {type(key).__name__}")


# ---- moments ----


def _moment(encoder: Encoder, value: Any) -> Any:
    import datetime

    if value != value:  # pandas' NaT
        return ["d", None]
    if hasattr(value, "to_pydatetime"):  # pandas' Timestamp
        value = value.to_pydatetime(warn=False)
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return ["d", (value.astimezone(datetime.timezone.utc) - epoch) // datetime.timedelta(milliseconds=1)]


def _date(encoder: Encoder, value: Any) -> Any:
    return ["d", (value.toordinal() - 719_163) * 86_400_000]


def _iso(encoder: Encoder, value: Any) -> Any:
    return value.isoformat()


def _duration(encoder: Encoder, value: Any) -> Any:
    import datetime

    return encoder.encode(value / datetime.timedelta(milliseconds=1))


# ---- bytes ----


def _bytes(encoder: Encoder, value: Any) -> Any:
    return encoder.buffer(bytes(value))


def _memory(encoder: Encoder, value: Any) -> Any:
    view = memoryview(value)
    return encoder.array(value) if view.format in ("u", "w") else encoder.memory(view)


def _buffer(encoder: Encoder, value: Any) -> Any:
    try:
        view = memoryview(value)
    except TypeError:
        raise TypeError(
            f"JavaScript cannot be given a Python {type(value).__name__}: "
            "pass plain data, bytes, a function or a JavaScript object, or see anode.register"
        ) from None
    return encoder.memory(view)


# ---- containers ----


def _list(encoder: Encoder, value: Any) -> Any:
    return encoder.array(value)


def _mapping(encoder: Encoder, value: Any) -> Any:
    return encoder.pairs(value, value.items())


def _named_tuple(encoder: Encoder, value: Any) -> Any:
    return encoder.pairs(value, zip(value._fields, value, strict=True))


def _dataclass(encoder: Encoder, value: Any) -> Any:
    fields = sys.modules["dataclasses"].fields(value)
    return encoder.pairs(value, ((field.name, getattr(value, field.name)) for field in fields))


def _attrs(encoder: Encoder, value: Any) -> Any:
    return encoder.pairs(value, ((field.name, getattr(value, field.name)) for field in type(value).__attrs_attrs__))


def _pydantic(encoder: Encoder, value: Any) -> Any:
    if getattr(type(value), "__pydantic_root_model__", False):
        return encoder.within(value, value.root)
    computed = getattr(type(value), "model_computed_fields", {})
    return encoder.pairs(value, [*value, *((name, getattr(value, name)) for name in computed)])


def _struct(encoder: Encoder, value: Any) -> Any:
    return encoder.pairs(value, ((name, getattr(value, name)) for name in type(value).__struct_fields__))


# ---- numpy, pandas, Arrow ----


def _numpy_scalar(encoder: Encoder, value: Any) -> Any:
    kind = value.dtype.kind
    if kind in "mM":
        moment = value.astype(f"{'datetime' if kind == 'M' else 'timedelta'}64[ms]")
        milliseconds = None if moment != moment else int(moment.astype("int64"))
        return ["d", milliseconds] if kind == "M" else encoder.encode(float("nan") if milliseconds is None else milliseconds)
    plain = value.item()
    return encoder.encode(float(plain) if type(plain) is type(value) else plain)


def _numpy_array(encoder: Encoder, value: Any) -> Any:
    if value.ndim == 0:
        return encoder.encode(value[()])
    if value.dtype.kind in "mM":
        return ["a", [_numpy_array(encoder, item) if item.ndim else _numpy_scalar(encoder, item) for item in value]]
    if value.ndim > 1 or value.dtype.kind not in "iuf":
        return encoder.within(value, value.tolist())
    if value.dtype.str[1:] in ("f2", "f12", "f16"):
        value = value.astype("f4" if value.dtype.itemsize == 2 else "f8")
    native = value.astype(value.dtype.newbyteorder("="))
    return encoder.memory(memoryview(native))


def _array_like(encoder: Encoder, value: Any) -> Any:
    return _numpy_array(encoder, sys.modules["numpy"].asarray(value))


def _data_frame(encoder: Encoder, value: Any) -> Any:
    return encoder.within(value, value.to_dict("records"))


def _py_list(encoder: Encoder, value: Any) -> Any:
    return encoder.within(value, value.to_pylist())


# ---- what JavaScript calls ----


def _reference(encoder: Encoder, value: Any) -> Any:
    return encoder.reference(value)


def _undefined(encoder: Encoder, value: Any) -> Any:
    return ["u"]


def _function(encoder: Encoder, value: Any) -> Any:
    return encoder.function(value)


def _iterator(encoder: Encoder, value: Any) -> Any:
    return ["g", encoder.export(Pull(value)), type(value).__name__]


def _iterable(encoder: Encoder, value: Any) -> Any:
    return ["G", encoder.export(Restart(value)), type(value).__name__]


def _async_iterable(encoder: Encoder, value: Any) -> Any:
    return ["A", encoder.export(AsyncPull(value)), type(value).__name__]


def _awaitable(encoder: Encoder, value: Any) -> Any:
    return encoder.promise(value)


def _future(encoder: Encoder, value: Any) -> Any:
    return encoder.promise(_result(value))


async def _result(future: Any) -> Any:
    import asyncio

    return await asyncio.wrap_future(future)


# ---- the order in which a class is tried ----

_BY_NAME: dict[str, Form] = {
    "enum.Enum": _enum,
    "datetime.datetime": _moment,
    "pandas._libs.tslibs.nattype.NaTType": _moment,
    "datetime.date": _date,
    "datetime.time": _iso,
    "datetime.timedelta": _duration,
    "decimal.Decimal": _text,
    "uuid.UUID": _text,
    "fractions.Fraction": _float,
    "ipaddress._BaseAddress": _text,
    "ipaddress._BaseNetwork": _text,
    "array.array": _memory,
    "mmap.mmap": _bytes,
    "concurrent.futures._base.Future": _future,
    "numpy.generic": _numpy_scalar,
    "numpy.ndarray": _numpy_array,
    "pandas.core.frame.DataFrame": _data_frame,
    "pandas.DataFrame": _data_frame,
}
_ORDER: list[tuple[type | str, Form]] = [
    (JSObject, _reference),
    (Undefined, _undefined),
    (bytes, _bytes),
    (bytearray, _bytes),
    (memoryview, _memory),
    (str, _plain_text),
    (int, _integer),
    (float, _float),
    (list, _list),
    (tuple, _list),
    (dict, _mapping),
    ("__fspath__", _path),
    ("__await__", _awaitable),
    ("__call__", _function),
    ("__dataclass_fields__", _dataclass),
    ("__attrs_attrs__", _attrs),
    ("__pydantic_validator__", _pydantic),
    ("__struct_fields__", _struct),
    ("to_pylist", _py_list),
    ("__array__", _array_like),
    (Mapping, _mapping),
    (Set, _list),
    (ValuesView, _list),
    (Sequence, _list),
    ("__next__", _iterator),
    ("__iter__", _iterable),
    ("__aiter__", _async_iterable),
]
QUIET = (_reference, _undefined, _bytes, _function)  # none of these runs code of the program's
