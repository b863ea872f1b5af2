"""Every probe there is. A feature that adds assumptions adds a file of probes, and names it here.

The order is that of the features: those that others need come first, so that a probe never runs on ground that has just failed.
"""

from __future__ import annotations

from anode.engine.probes import cpython, deno_core, jsrun, start
from anode.engine.probes.v8 import code, contexts, entry, garbage, heap_limit, inspector, node_api, shared_memory, values

_V8 = (
    *values.PROBES,
    *code.PROBES,
    *contexts.PROBES,
    *entry.PROBES,
    *garbage.PROBES,
    *heap_limit.PROBES,
    *shared_memory.PROBES,
    *node_api.PROBES,
    *inspector.PROBES,
)
PROBES = (*start.PROBES, *jsrun.PROBES, *deno_core.PROBES, *cpython.PROBES, *_V8)
