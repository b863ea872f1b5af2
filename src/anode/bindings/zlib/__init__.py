"""Compression: deflate, Brotli, Zstandard."""
