"""Cryptography: hashes, keys, signatures, ciphers, certificates."""
