import ctypes
from anode.engine import symbols
from anode.engine.abi import extension_path
P, INT, UINT32, SIZE = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint32, ctypes.c_size_t
TEXT, BOOL = ctypes.c_char_p, ctypes.c_bool
T = {
 "Isolate__GetCurrent": (P,()), "Isolate__GetCurrentContext": (P,(P,)), "Isolate__Enter": (None,(P,)), "Isolate__Exit": (None,(P,)),
 "HandleScope__CONSTRUCT": (None,(P,P)), "HandleScope__DESTRUCT": (None,(P,)), "TryCatch__CONSTRUCT": (None,(P,P)), "TryCatch__DESTRUCT": (None,(P,)),
 "TryCatch__HasTerminated": (BOOL,(P,)), "TryCatch__Reset": (None,(P,)), "Isolate__IsExecutionTerminating": (BOOL,(P,)), "Isolate__TerminateExecution": (None,(P,)),
 "Isolate__CancelTerminateExecution": (None,(P,)), "Isolate__RequestInterrupt": (None,(P,P,P)), "StackGuard__SetStackLimit": (None,(P,SIZE)),
 "Undefined": (P,(P,)), "Global__New": (P,(P,P)), "Function__New": (P,(P,P,P,INT,INT,INT)), "Function__Call": (P,(P,P,P,INT,P)),
 "FunctionCallbackInfo__Get": (P,(P,INT)), "FunctionCallbackInfo__Length": (INT,(P,)), "FunctionCallbackInfo__GetReturnValue": (P,(P,)), "ReturnValue__Value__Set": (None,(P,P)),
 "Array__New_with_elements": (P,(P,P,SIZE)), "ArrayBuffer__Data": (P,(P,)), "ArrayBuffer__New__with_byte_length": (P,(P,SIZE)), "ArrayBufferView__Buffer": (P,(P,)),
 "ArrayBufferView__ByteLength": (SIZE,(P,)), "ArrayBufferView__ByteOffset": (SIZE,(P,)), "String__Length": (INT,(P,)), "String__ContainsOnlyOneByte": (BOOL,(P,)),
 "String__WriteOneByte_v2": (None,(P,P,UINT32,UINT32,P,INT)), "String__Write_v2": (None,(P,P,UINT32,UINT32,P,INT)), "String__NewFromOneByte": (P,(P,TEXT,INT,INT)),
 "String__NewFromTwoByte": (P,(P,TEXT,INT,INT)), "Context__SetContinuationPreservedEmbedderData": (None,(P,P)),
}
CPP = {"StackGuard__SetStackLimit": "_ZN2v88internal10StackGuard13SetStackLimitEm"}
_f = {}
def functions(feature):
    if not _f:
        names={n: CPP.get(n,"v8__"+n) for n in T}
        a=symbols.addresses(extension_path(), symbols.search(extension_path(), list(names.values())))
        for n,(r,args) in T.items():
            _f[n]=(ctypes.CFUNCTYPE if n=="Function__Call" else ctypes.PYFUNCTYPE)(r,*args)(a[names[n]])
    return _f
