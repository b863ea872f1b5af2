"""Texts, bytes and memory of V8's heap, as Python has them."""
