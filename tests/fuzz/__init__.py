"""Fuzzers: the API, and HTTP beside real Node."""
