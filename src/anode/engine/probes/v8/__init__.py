"""Probes of V8's functions, layouts and behaviour."""
