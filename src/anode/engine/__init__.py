"""V8 through jsrun: isolates, the boot snapshot, ops, the codec, and V8's own functions.

No other package uses a name of jsrun's, deno_core's or V8's. docs/engine.md lists what is assumed about them.
"""
