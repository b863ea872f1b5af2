"""V8 through jsrun: isolates, the boot snapshot, ops and the codec.

Nothing outside this package knows a name of jsrun or deno_core.
"""
