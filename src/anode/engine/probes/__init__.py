"""The self-test of the engine: it tries once whatever anode assumes about jsrun, V8 and CPython and cannot look up.

It runs in a child process when a snapshot is built (run.py); ``python -m anode.engine.probes`` runs it by hand. docs/engine.md has an entry under the name
of each probe: where the assumption is made, and what breaks it.
"""
