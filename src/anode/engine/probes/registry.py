"""Every probe there is. A feature that adds assumptions adds a file of probes, and names it here.

The order is that of the features: those that others need come first, so that a probe never runs on ground that has just failed.
"""

from __future__ import annotations

from anode.engine.probes import cpython, deno_core, jsrun, v8_code, v8_contexts, v8_entry, v8_garbage, v8_heap_limit, v8_values

_V8 = (
    *v8_values.PROBES,
    *v8_code.PROBES,
    *v8_contexts.PROBES,
    *v8_entry.PROBES,
    *v8_garbage.PROBES,
    *v8_heap_limit.PROBES,
)
PROBES = (*jsrun.PROBES, *deno_core.PROBES, *cpython.PROBES, *_V8)
