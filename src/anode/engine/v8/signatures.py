"""The functions of V8's that anode calls: their signatures, by the feature (engine/features.py) that calls them.

Some facts:
- V8's Rust binding wraps functions in C, under ``v8__`` and a name. A function that the binding does not use has only its C++ name.
- ``Local<T>`` and ``MaybeLocal<T>`` are one pointer; NULL is an empty one. A ``Local`` lives in the handle scope of the call that made it.
- ctypes believes what is written here: a wrong type reads other registers, or crashes.

What this means here:
- A start can only look for the names. The probes (engine/probes) call every function once, when a snapshot is built.
- A function that may run JavaScript or takes long gives the GIL up; the others keep it, which makes a call twice as fast.
- A feature with a missing function is lost alone: no other feature asks for that function.
"""

from __future__ import annotations

import ctypes

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Signature:
    """``symbol`` is the linker's name of the function; ``gives_up_gil`` whether Python runs meanwhile."""

    __slots__ = ("arguments", "gives_up_gil", "result", "symbol")

    def __init__(self, result: Any, arguments: tuple[Any, ...], gives_up_gil: bool = False, symbol: str = "") -> None:
        self.result = result
        self.arguments = arguments
        self.gives_up_gil = gives_up_gil
        self.symbol = symbol


P, INT, UINT32, SIZE = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint32, ctypes.c_size_t
TEXT, BOOL, OBJECT, DOUBLE = ctypes.c_char_p, ctypes.c_bool, ctypes.py_object, ctypes.c_double


class SharedPointer(ctypes.Structure):
    """A ``shared_ptr`` of C++: the object and its counter. It is returned in two registers."""

    _fields_ = (("object", P), ("counter", P))


class StringView(ctypes.Structure):
    """Text of the inspector's: Latin-1 or UTF-16 characters, by value."""

    _fields_ = (("is_8bit", BOOL), ("length", SIZE), ("characters", P))


def _brief(result: Any, *arguments: Any) -> Signature:
    return Signature(result, arguments)


def _long(result: Any, *arguments: Any) -> Signature:
    return Signature(result, arguments, gives_up_gil=True)


def _cpp(symbol: str, result: Any, *arguments: Any) -> Signature:
    return Signature(result, arguments, symbol=symbol)


def _inspector(name: str, result: Any, *arguments: Any) -> Signature:
    return Signature(result, arguments, gives_up_gil=True, symbol="v8_inspector__" + name)


SIGNATURES: Mapping[str, Mapping[str, Signature]] = {
    "flags": {
        "V8__SetFlagsFromString": _brief(None, TEXT, SIZE),
    },
    "isolate": {
        "Isolate__GetCurrent": _brief(P),
    },
    "stack-traces": {
        "Isolate__SetPrepareStackTraceCallback": _brief(None, P, P),
        "Isolate__SetCaptureStackTraceForUncaughtExceptions": _brief(None, P, BOOL, INT),
    },
    "cell": {
        "Context__GetContinuationPreservedEmbedderData": _brief(P, P),
        "Context__SetContinuationPreservedEmbedderData": _brief(None, P, P),
    },
    "text": {
        "String__NewFromOneByte": _brief(P, P, TEXT, INT, INT),
        "String__NewFromTwoByte": _brief(P, P, P, INT, INT),
    },
    "entries": {
        "Object__PreviewEntries": _cpp("_ZN2v86Object14PreviewEntriesEPb", P, P, ctypes.POINTER(BOOL)),
    },
    "bytes": {
        "ArrayBufferView__Buffer": _brief(P, P),
        "ArrayBufferView__ByteLength": _brief(SIZE, P),
        "ArrayBufferView__ByteOffset": _brief(SIZE, P),
        "ArrayBuffer__Data": _brief(P, P),
    },
    "native": {
        "Isolate__GetCurrentContext": _brief(P, P),
        "Isolate__ThrowException": _brief(P, P, P),
        "Context__Global": _brief(P, P),
        "Function__New": _brief(P, P, P, P, INT, INT, INT),
        "Function__Call": _long(P, P, P, P, INT, P),
        "FunctionCallbackInfo__Get": _brief(P, P, INT),
        "FunctionCallbackInfo__GetReturnValue": _brief(P, P),
        "ReturnValue__Value__Set": _brief(None, P, P),
        "Integer__Value": _brief(ctypes.c_int64, P),
        "Integer__New": _brief(P, P, ctypes.c_int32),
        "String__Length": _brief(INT, P),
        "String__Write_v2": _brief(None, P, P, UINT32, UINT32, P, INT),
        "Array__New_with_elements": _brief(P, P, P, SIZE),
        "Array__Length": _brief(UINT32, P),
        "Object__GetIndex": _brief(P, P, P, UINT32),
        "ArrayBuffer__New__with_byte_length": _brief(P, P, SIZE),
        "Undefined": _brief(P, P),
        "Exception__Error": _brief(P, P),
        "Exception__SyntaxError": _brief(P, P),
        "Global__New": _brief(P, P, P),
        "Global__Reset": _brief(None, P),
        "Local__New": _brief(P, P, P),
    },
    "interrupts": {
        "Isolate__TerminateExecution": _brief(None, P),
        "Isolate__CancelTerminateExecution": _brief(None, P),
    },
    "modules": {
        "Data__EQ": _brief(BOOL, P, P),
        "FixedArray__Get": _brief(P, P, INT),
        "FixedArray__Length": _brief(INT, P),
        "PrimitiveArray__New": _brief(P, P, INT),
        "PrimitiveArray__Set": _brief(None, P, P, INT, P),
        "PrimitiveArray__Get": _brief(P, P, P, INT),
        "PrimitiveArray__Length": _brief(INT, P),
        "ScriptOrigin__CONSTRUCT": _brief(None, P, P, INT, INT, BOOL, INT, P, BOOL, BOOL, BOOL, P),
        "ScriptCompiler__Source__CONSTRUCT": _brief(None, P, P, P, P),
        "ScriptCompiler__Source__DESTRUCT": _brief(None, P),
        "ScriptCompiler__CompileModule": _long(P, P, P, INT, INT),
        "Isolate__SetHostImportModuleDynamicallyCallback": _brief(None, P, P),
        "Isolate__SetHostImportModuleWithPhaseDynamicallyCallback": _brief(None, P, P),
        "Isolate__SetHostInitializeImportMetaObjectCallback": _brief(None, P, P),
        "ModuleRequest__GetSpecifier": _brief(P, P),
        "ModuleRequest__GetPhase": _brief(INT, P),
        "ModuleRequest__GetImportAttributes": _brief(P, P),
        "Module__GetModuleRequests": _brief(P, P),
        "Module__InstantiateModule": _long(INT, P, P, P, P),
        "Module__Evaluate": _long(P, P, P),
        "Module__GetModuleNamespace": _brief(P, P),
        "Module__GetException": _brief(P, P),
        "Module__GetStatus": _brief(INT, P),
        "Module__GetIdentityHash": _brief(INT, P),
        "Module__IsGraphAsync": _brief(BOOL, P),
        "Module__CreateSyntheticModule": _brief(P, P, P, SIZE, P, P),
        "Module__SetSyntheticModuleExport": _brief(INT, P, P, P, P),
    },
    "places": {
        "Exception__CreateMessage": _brief(P, P, P),
        "Message__GetLineNumber": _brief(INT, P, P),
        "Message__GetStartColumn": _brief(INT, P),
        "Message__GetScriptResourceName": _brief(P, P),
        "Module__GetStalledTopLevelAwaitMessage": _brief(SIZE, P, P, P, SIZE),
        "Value__IsString": _brief(BOOL, P),
    },
    "code-cache": {
        "ScriptCompiler__CompileFunction": _long(P, P, P, SIZE, P, SIZE, P, INT, INT),
        "ScriptCompiler__CachedData__NEW": _brief(P, TEXT, INT),
        "ScriptCompiler__CachedData__DELETE": _brief(None, P),
        "ScriptCompiler__Source__GetCachedData": _brief(P, P),
        "Function__CreateCodeCache": _brief(P, P),
        "Module__GetUnboundModuleScript": _brief(P, P),
        "UnboundModuleScript__CreateCodeCache": _brief(P, P),
    },
    "exceptions": {
        "TryCatch__CONSTRUCT": _brief(None, P, P),
        "TryCatch__DESTRUCT": _brief(None, P),
        "TryCatch__HasCaught": _brief(BOOL, P),
        "TryCatch__HasTerminated": _brief(BOOL, P),
        "TryCatch__ReThrow": _brief(P, P),
        "TryCatch__Reset": _brief(None, P),
    },
    "contexts": {
        "ScriptCompiler__CompileUnbound": Signature(
            P,
            (P, P, INT, INT),
            gives_up_gil=True,
            symbol="_ZN2v814ScriptCompiler22CompileUnboundInternalEPNS_7IsolateEPNS0_6SourceENS0_14CompileOptionsENS0_13NoCacheReasonE",
        ),
        "UnboundScript__BindToCurrentContext": _cpp("_ZN2v813UnboundScript20BindToCurrentContextEv", P, P),
        "UnboundScript__CreateCodeCache": _long(P, P),
        "Script__GetUnboundScript": _brief(P, P),
        "Script__Run": _long(P, P, P),
        "Context__Enter": _brief(None, P),
        "Context__Exit": _brief(None, P),
        "Object__GetCreationContext": _cpp("_ZN2v86Object18GetCreationContextEPNS_7IsolateE", P, P, P),
        "Value__IsObject": _brief(BOOL, P),
        "Context__New": _long(P, P, P, P, P),
        "Context__GetNumberOfEmbedderDataFields": _brief(UINT32, P),
        "Context__GetAlignedPointerFromEmbedderData": _brief(P, P, INT),
        "Context__SetAlignedPointerInEmbedderData": _brief(None, P, INT, P),
        "Context__GetExtrasBindingObject": _brief(P, P),
        "Context__SetPromiseHooks": _brief(None, P, P, P, P, P),
        "Context__GetMicrotaskQueue": _cpp("_ZN2v87Context17GetMicrotaskQueueEv", P, P),
        "Context__AllowCodeGenerationFromStrings": _cpp("_ZN2v87Context30AllowCodeGenerationFromStringsEb", None, P, BOOL),
        "Isolate__SetAllowWasmCodeGenerationCallback": _cpp(
            "_ZN2v87Isolate34SetAllowWasmCodeGenerationCallbackEPFbNS_5LocalINS_7ContextEEENS1_INS_6StringEEEE", None, P, P
        ),
        "Isolate__SetModifyCodeGenerationFromStringsCallback": _cpp(
            "_ZN2v87Isolate42SetModifyCodeGenerationFromStringsCallbackEPFNS_37ModifyCodeGenerationFromStringsResultENS_5LocalINS_7ContextEEENS2_INS_5ValueEEEbE",
            None,
            P,
            P,
        ),
        "MicrotaskQueue__CONSTRUCT": _cpp("_ZN2v88internal14MicrotaskQueueC1Ev", None, P),
        "MicrotaskQueue__DESTRUCT": _cpp("_ZN2v88internal14MicrotaskQueueD1Ev", None, P),
        "MicrotaskQueue__PerformCheckpoint": Signature(
            None, (P, P), gives_up_gil=True, symbol="_ZN2v88internal14MicrotaskQueue17PerformCheckpointEPNS_7IsolateE"
        ),
        "Object__GetRealNamedProperty": Signature(
            P, (P, P, P), gives_up_gil=True, symbol="_ZN2v86Object20GetRealNamedPropertyENS_5LocalINS_7ContextEEENS1_INS_4NameEEE"
        ),
        "Object__Delete": _brief(INT, P, P, P),
        "Promise__Resolver__New": _brief(P, P),
        "Promise__Resolver__Resolve": _long(INT, P, P, P),
        "Promise__Resolver__Reject": _long(INT, P, P, P),
        "Promise__Resolver__GetPromise": _brief(P, P),
        "Promise__State": _brief(INT, P),
        "Promise__Result": _brief(P, P),
        "ObjectTemplate__New": _brief(P, P, P),
        "ObjectTemplate__SetNamedHandler": _cpp("_ZN2v814ObjectTemplate10SetHandlerERKNS_33NamedPropertyHandlerConfigurationE", None, P, P),
        "ObjectTemplate__SetIndexedHandler": _cpp(
            "_ZN2v814ObjectTemplate10SetHandlerERKNS_35IndexedPropertyHandlerConfigurationE", None, P, P
        ),
    },
    "direct": {
        "Isolate__Enter": _brief(None, P),
        "Isolate__Exit": _brief(None, P),
        "Isolate__Exit__by_with": _cpp("v8__Isolate__Exit", None, P, OBJECT, OBJECT, OBJECT),  # ignores the arguments of __exit__
        "Isolate__IsExecutionTerminating": _brief(BOOL, P),
        "Isolate__RequestInterrupt": _brief(None, P, P, P),
        "StackGuard__SetStackLimit": _cpp("_ZN2v88internal10StackGuard13SetStackLimitEm", None, P, SIZE),
        "HandleScope__CONSTRUCT": _brief(None, P, P),
        "HandleScope__DESTRUCT": _brief(None, P),
        "FunctionCallbackInfo__Length": _brief(INT, P),
        "String__ContainsOnlyOneByte": _brief(BOOL, P),
        "String__WriteOneByte_v2": _brief(None, P, P, UINT32, UINT32, P, INT),
    },
    "cycles": {
        "Isolate__ClearKeptObjects": _cpp("_ZN2v88internal7Isolate16ClearKeptObjectsEv", None, P),
        "Heap__PreciseCollectAllGarbage": _cpp(
            "_ZN2v88internal4Heap24PreciseCollectAllGarbageENS_4base5FlagsINS0_6GCFlagEhhEENS0_23GarbageCollectionReasonENS_15GCCallbackFlagsE",
            None,
            P,
            ctypes.c_uint8,
            INT,
            INT,
        ),
    },
    "gc-callbacks": {
        "Heap__AddGCPrologueCallback": _cpp(
            "_ZN2v88internal4Heap21AddGCPrologueCallbackEPFvPNS_7IsolateENS_6GCTypeENS_15GCCallbackFlagsEPvES4_S6_", None, P, P, INT, P
        ),
        "Heap__AddGCEpilogueCallback": _cpp(
            "_ZN2v88internal4Heap21AddGCEpilogueCallbackEPFvPNS_7IsolateENS_6GCTypeENS_15GCCallbackFlagsEPvES4_S6_", None, P, P, INT, P
        ),
    },
    "heap-end": {
        "Isolate__AddNearHeapLimitCallback": _brief(None, P, P, P),
    },
    "heap-statistics": {
        "Isolate__GetHeapStatistics": _brief(None, P, P),
        "Isolate__GetHeapSpaceStatistics": _cpp("_ZN2v87Isolate22GetHeapSpaceStatisticsEPNS_19HeapSpaceStatisticsEm", BOOL, P, P, SIZE),
    },
    "heap-limit": {
        "Isolate__RemoveNearHeapLimitCallback": _brief(None, P, P, SIZE),
        "Isolate__LowMemoryNotification": Signature(None, (P,), gives_up_gil=True, symbol="_ZN2v87Isolate21LowMemoryNotificationEv"),
    },
    "shared-memory": {
        "Value__IsWasmModuleObject": _brief(BOOL, P),
        "Value__IsWasmMemoryObject": _brief(BOOL, P),
        "SharedArrayBuffer__GetBackingStore": _brief(SharedPointer, P),
        "SharedArrayBuffer__New__with_backing_store": _brief(P, P, P),
        "BackingStore__reset": _cpp("std__shared_ptr__v8__BackingStore__reset", None, P),
        "WasmModuleObject__GetCompiledModule": _brief(P, P),
        "WasmModuleObject__FromCompiledModule": _brief(P, P, P),
        "CompiledWasmModule__DELETE": _brief(None, P),
        "ValueSerializer__CONSTRUCT": _brief(None, P, P, P),
        "ValueSerializer__WriteHeader": _brief(None, P),
        "ValueSerializer__WriteValue": _long(INT, P, P, P),
        "ValueSerializer__Release": _brief(None, P, P, P),
        "ValueSerializer__DESTRUCT": _brief(None, P),
        "ValueDeserializer__CONSTRUCT": _brief(None, P, P, TEXT, SIZE, P),
        "ValueDeserializer__ReadHeader": _long(INT, P, P),
        "ValueDeserializer__ReadValue": _long(P, P, P),
        "ValueDeserializer__DESTRUCT": _brief(None, P),
    },
    "detach-keys": {
        "JSArrayBuffer__SetDetachKey": _cpp(
            "_ZN2v88internal13JSArrayBuffer12SetDetachKeyENS0_12DirectHandleIS1_EENS2_INS0_6ObjectEEEPNS0_7IsolateE", None, P, P, P
        ),
    },
    "views": {
        "ArrayBuffer__GetBackingStore": _brief(SharedPointer, P),
    },
    "promise-events": {
        "Isolate__SetPromiseRejectCallback": _cpp("_ZN2v87Isolate24SetPromiseRejectCallbackEPFvNS_20PromiseRejectMessageEE", None, P, P),
    },
    "script-contexts": {
        "SetContextId": _cpp("_ZN2v85debug12SetContextIdENS_5LocalINS_7ContextEEEi", None, P, INT),
    },
    "inspector": {
        "V8Inspector__create": _cpp("v8_inspector__V8Inspector__create", P, P, P),
        "V8Inspector__DELETE": _inspector("V8Inspector__DELETE", None, P),
        "V8Inspector__contextCreated": _inspector("V8Inspector__contextCreated", None, P, P, INT, StringView, StringView),
        "V8Inspector__contextDestroyed": _inspector("V8Inspector__contextDestroyed", None, P, P),
        "V8Inspector__connect": _inspector("V8Inspector__connect", P, P, INT, P, StringView, INT),
        "V8Inspector__createStackTrace": _cpp("v8_inspector__V8Inspector__createStackTrace", P, P, P),
        "V8Inspector__exceptionThrown": _inspector(
            "V8Inspector__exceptionThrown", UINT32, P, P, StringView, P, StringView, StringView, UINT32, UINT32, P, INT
        ),
        "V8InspectorSession__DELETE": _inspector("V8InspectorSession__DELETE", None, P),
        "V8InspectorSession__dispatchProtocolMessage": _inspector("V8InspectorSession__dispatchProtocolMessage", None, P, StringView),
        "V8InspectorSession__schedulePauseOnNextStatement": _cpp(
            "v8_inspector__V8InspectorSession__schedulePauseOnNextStatement", None, P, StringView, StringView
        ),
        "StringBuffer__create": _cpp("v8_inspector__StringBuffer__create", P, StringView),
        "StringBuffer__string": _cpp("v8_inspector__StringBuffer__string", StringView, P),
        "StringBuffer__DELETE": _cpp("v8_inspector__StringBuffer__DELETE", None, P),
        "V8Inspector__asyncTaskScheduled": _cpp(
            "_ZN12v8_inspector15V8InspectorImpl18asyncTaskScheduledENS_10StringViewEPvb", None, P, StringView, P, BOOL
        ),
        "V8Inspector__asyncTaskCanceled": _cpp("_ZN12v8_inspector15V8InspectorImpl17asyncTaskCanceledEPv", None, P, P),
        "V8Inspector__asyncTaskStarted": _cpp("_ZN12v8_inspector15V8InspectorImpl16asyncTaskStartedEPv", None, P, P),
        "V8Inspector__asyncTaskFinished": _cpp("_ZN12v8_inspector15V8InspectorImpl17asyncTaskFinishedEPv", None, P, P),
        "Message__GetStackTrace": _brief(P, P),
    },
    "heap-profiler": {
        "Isolate__GetHeapProfiler": _cpp("_ZN2v87Isolate15GetHeapProfilerEv", P, P),
        "HeapProfiler__TakeHeapSnapshot": Signature(
            P, (P, P), gives_up_gil=True, symbol="_ZN2v812HeapProfiler16TakeHeapSnapshotERKNS0_19HeapSnapshotOptionsE"
        ),
        "HeapSnapshot__Serialize": Signature(
            None, (P, P, INT), gives_up_gil=True, symbol="_ZNK2v812HeapSnapshot9SerializeEPNS_12OutputStreamENS0_19SerializationFormatE"
        ),
        "HeapSnapshot__Delete": _cpp("_ZN2v812HeapSnapshot6DeleteEv", None, P),
    },
}

# Tables of virtual functions, by the feature that copies them.
TABLES: Mapping[str, tuple[str, ...]] = {
    "shared-memory": ("_ZTV29v8__ValueSerializer__Delegate", "_ZTV31v8__ValueDeserializer__Delegate"),
    "inspector": ("_ZTV37v8_inspector__V8InspectorClient__BASE",),
}

# Words of V8's own, not functions: the four numbers of its version, an int each.
VERSION_WORDS = tuple(f"_ZN2v88internal7Version{len(name)}{name}E" for name in ("major_", "minor_", "build_", "patch_"))
