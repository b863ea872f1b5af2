"""Node-API: the C functions through which a native addon, a ``.node`` file, works with JavaScript.

Some facts:
- An addon finds the functions by their names, as the system's loader binds them when it loads the file. Addons made with napi-rs look them up themselves.
- A ``napi_value`` is opaque to the addon. In Node it is a V8 handle: the address of a slot that the garbage collector knows.
- V8 calls a function that was made by ``Function::New`` with the address of its arguments, and such a function may call JavaScript.

What this means here:
- A shared object that exports all names is written and loaded (elf.py). Each name jumps to the address that stands for it in a table, and the table is
  filled with ctypes callbacks (entries.py). Any entry of the table can be another function with the same signature, such as a compiled one.
- A ``napi_value`` is a V8 handle here, too, and V8's own functions do the work (engine/v8/node_api.py).
- loading.py looks at a file before it loads it (refusal.py), so that an addon which needs more than Node-API is refused by name.
"""
