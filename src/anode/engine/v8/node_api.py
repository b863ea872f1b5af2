"""The functions of V8's that Node-API (engine/napi) calls, as signatures.py has those of the other features.

They are in a file of their own because few programs load a native addon, and a start reads signatures.py.
"""

from __future__ import annotations

import ctypes

from anode.engine.v8.signatures import BOOL, INT, SIZE, UINT32, P, SharedPointer, Signature

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_DOUBLE, _INT64, _UINT64 = ctypes.c_double, ctypes.c_int64, ctypes.c_uint64

_TYPES = (
    "Undefined", "Null", "Boolean", "Number", "String", "Symbol", "Object", "Function", "External", "BigInt", "Array", "Date",
    "NativeError", "ArrayBuffer", "SharedArrayBuffer", "ArrayBufferView", "TypedArray", "DataView", "Promise", "True", "Int32",
    "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "Float32Array",
    "Float64Array", "BigInt64Array", "BigUint64Array",
)  # fmt: skip


def _brief(result: Any, *arguments: Any, symbol: str = "") -> Signature:
    return Signature(result, arguments, symbol=symbol)


def _long(result: Any, *arguments: Any, symbol: str = "") -> Signature:
    return Signature(result, arguments, gives_up_gil=True, symbol=symbol)


SIGNATURES: Mapping[str, Signature] = {
    **{f"Value__Is{name}": _brief(BOOL, P) for name in _TYPES},
    "HandleScope__CONSTRUCT": _brief(None, P, P),
    "HandleScope__DESTRUCT": _brief(None, P),
    "TryCatch__Exception": _brief(P, P),
    "FunctionCallbackInfo__Data": _brief(P, P),
    "External__New": _brief(P, P, P),
    "External__Value": _brief(P, P),
    "Null": _brief(P, P),
    "Boolean__New": _brief(P, P, BOOL),
    "Number__New": _brief(P, P, _DOUBLE),
    "Number__Value": _brief(_DOUBLE, P),
    "Integer__NewFromUnsigned": _brief(P, P, UINT32),
    "BigInt__New": _brief(P, P, _INT64),
    "BigInt__NewFromUnsigned": _brief(P, P, _UINT64),
    "BigInt__NewFromWords": _brief(P, P, INT, INT, P),
    "BigInt__Int64Value": _brief(_INT64, P, P),
    "BigInt__Uint64Value": _brief(_UINT64, P, P),
    "BigInt__ToWordsArray": _brief(None, P, P, P, P),
    "BigInt__WordCount": _brief(INT, P),
    "Date__New": _brief(P, P, _DOUBLE),
    "Date__ValueOf": _brief(_DOUBLE, P),
    "String__NewFromUtf8": _brief(P, P, P, INT, INT),
    "String__NewFromOneByte": _brief(P, P, P, INT, INT),
    "String__Utf8Length": _brief(INT, P, P),
    "String__WriteUtf8_v2": _brief(SIZE, P, P, P, SIZE, INT, P),
    "String__WriteOneByte_v2": _brief(None, P, P, UINT32, UINT32, P, INT),
    "Symbol__For": _brief(P, P, P),
    "Object__New": _brief(P, P),
    "Object__Get": _long(P, P, P, P),
    "Object__Set": _long(INT, P, P, P, P),
    "Object__GetIndex": _long(P, P, P, UINT32),
    "Object__SetIndex": _long(INT, P, P, UINT32, P),
    "Object__Has": _long(INT, P, P, P),
    "Object__HasOwnProperty": _long(INT, P, P, P),
    "Object__Delete": _long(INT, P, P, P),
    "Object__DefineOwnProperty": _long(INT, P, P, P, P, INT),
    "Object__DefineProperty": _long(INT, P, P, P, P),
    "PropertyDescriptor__CONSTRUCT__Get_Set": _brief(None, P, P, P),
    "PropertyDescriptor__DESTRUCT": _brief(None, P),
    "PropertyDescriptor__set_enumerable": _brief(None, P, BOOL),
    "PropertyDescriptor__set_configurable": _brief(None, P, BOOL),
    "Object__GetPropertyNames": _long(P, P, P, INT, INT, INT, INT),
    "Object__GetPrototype": _long(P, P),
    "Object__SetPrototype": _long(INT, P, P, P),
    "Object__GetPrivate": _brief(P, P, P, P),
    "Object__SetPrivate": _brief(INT, P, P, P, P),
    "Private__ForApi": _brief(P, P, P),
    "Array__New": _brief(P, P, INT),
    "Function__New": _brief(P, P, P, P, INT, INT, INT),
    "Function__SetName": _brief(None, P, P),
    "Function__NewInstance": _long(P, P, P, INT, P),
    "FunctionTemplate__New": _brief(P, P, P, P, P, INT, INT, INT, P, SIZE),
    "FunctionTemplate__SetClassName": _brief(None, P, P),
    "FunctionTemplate__PrototypeTemplate": _brief(P, P),
    "FunctionTemplate__GetFunction": _brief(P, P, P),
    "Template__Set": _brief(None, P, P, P, INT),
    "Template__SetAccessorProperty": _brief(
        None,
        P,
        P,
        P,
        P,
        INT,
        symbol="_ZN2v88Template19SetAccessorPropertyENS_5LocalINS_4NameEEENS1_INS_16FunctionTemplateEEES5_NS_17PropertyAttributeE",
    ),
    "Script__Compile": _brief(P, P, P, P),
    "Script__Run": _long(P, P, P),
    "Global__NewWeak": _brief(P, P, P, P, P),
    "WeakCallbackInfo__GetParameter": _brief(P, P),
    "ArrayBuffer__ByteLength": _brief(SIZE, P),
    "ArrayBuffer__NewBackingStore__with_data": _brief(P, P, SIZE, P, P),
    "ArrayBuffer__New__with_backing_store": _brief(P, P, P),
    "ArrayBuffer__GetBackingStore": _brief(SharedPointer, P),
    "ArrayBuffer__Detach": _brief(INT, P, P),
    "ArrayBuffer__WasDetached": _brief(BOOL, P),
    "ArrayBuffer__IsDetachable": _brief(BOOL, P),
    "SharedArrayBuffer__New__with_backing_store": _brief(P, P, P),
    "SharedArrayBuffer__GetBackingStore": _brief(SharedPointer, P),
    "BackingStore__EmptyDeleter": _brief(None, P, SIZE, P, symbol="_ZN2v812BackingStore12EmptyDeleterEPvmS1_"),
    "BackingStore__share": _brief(SharedPointer, P, symbol="std__shared_ptr__v8__BackingStore__CONVERT__std__unique_ptr"),
    "BackingStore__reset": _brief(None, P, symbol="std__shared_ptr__v8__BackingStore__reset"),
    "Promise__Resolver__New": _brief(P, P),
    "Promise__Resolver__Resolve": _long(INT, P, P, P),
    "Promise__Resolver__Reject": _long(INT, P, P, P),
    "Promise__Resolver__GetPromise": _brief(P, P),
    "Exception__TypeError": _brief(P, P),
    "Exception__RangeError": _brief(P, P),
    "Value__StrictEquals": _brief(BOOL, P, P),
    "Value__InstanceOf": _long(None, P, P, P, P),
    "Value__BooleanValue": _brief(BOOL, P, P),
    "Value__ToString": _long(P, P, P),
    "Value__ToNumber": _long(P, P, P),
    "Value__ToObject": _long(P, P, P),
    "Isolate__GetHeapStatistics": _brief(None, P, P),
}
