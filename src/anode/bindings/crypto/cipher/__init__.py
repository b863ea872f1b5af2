"""Ciphers and key wrapping."""
