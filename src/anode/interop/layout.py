"""The numbers of direct calls: the memory that both languages share during a call, the verbs, the kinds of values."""

from __future__ import annotations

from anode.engine.ops import Numbers


class Memory(Numbers):
    """The memory that both languages share during a call."""

    SIZE, USED = 16384, 3712  # bytes, and how many of them have a meaning


class Slot(Numbers):
    """Places in the shared memory, as 32-bit integers. Arguments have a :class:`Kind` at KINDS + n and a value at VALUES + n."""

    VERB, COUNT, NESTED, KIND, VALUE, FAILED, WAKE, BESIDE = range(8)
    KINDS, VALUES, MOST = 16, 80, 64  # up to MOST arguments
    # Calls of Python functions.
    FUNCTION, CALL_COUNT, CALL_KIND, CALL_VALUE = range(8, 12)
    CALL_KINDS, CALL_VALUES = 160, 224


class Real(Numbers):
    """Places in the shared memory, as doubles; numbers that are not 32-bit integers lie at VALUES + n."""

    RESULT, TIMER, CALL_RESULT = range(256, 259)
    VALUES, CALL_VALUES = 320, 400


class Kind(Numbers):
    """The kinds of values. TEXT, WIRE, BYTES and FLAT are V8 values beside the shared memory."""

    LOST, INT, FLOAT, TEXT, NULL, UNDEFINED, TRUE, FALSE = range(8)
    OBJECT, ARRAY, FUNCTION, PROMISE, PYTHON, BYTES, WIRE = range(8, 15)
    MISSING, THROWN, LATER, RAISED, ASYNC, FLAT = range(15, 21)


class Verb(Numbers):
    """The requests that Python makes of JavaScript; interop/bridge.py has them by name."""

    CALL, APPLY, CONSTRUCT, GET, SET, DELETE, HAS, INCLUDES, LENGTH, NAMES, ITERATOR, ASYNC_ITERATOR, NEXT, STRING, INSPECT, COPY = range(
        16
    )
    EVAL, REQUIRE, IMPORT, MAIN, BEFORE_EXIT, RELEASE, SETTLE, STATE, BYTES_BESIDE, RECOVER = range(16, 26)
    ITEM, SET_ITEM, DELETE_ITEM, GET_INDEX, SET_INDEX, DELETE_INDEX, GET_SLICE, SET_SLICE, DELETE_SLICE = range(26, 35)
    START, START_ON, AWAIT, SETTLED_PROMISE, LATER = range(35, 40)
    WEAKEN, RESTORE, UNKNOWN, NAME, GET_NAMED, VIEW, TRACE = range(40, 47)
