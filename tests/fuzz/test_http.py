"""Mutated messages have the same effect in anode and in real Node, but for what tests/fuzz/http.py lists. ``make fuzz`` sends a million."""

from __future__ import annotations

from tests.fuzz import http


def test_requests() -> None:
    found = http.fuzz_requests(13_000, seed=1)
    assert found == [], "\n".join(found[:20])


def test_requests_to_a_server_that_upgrades() -> None:
    found = http.fuzz_requests(3_000, seed=2, upgrade=True)
    assert found == [], "\n".join(found[:20])


def test_answers() -> None:
    found = http.fuzz_answers(4_000, seed=3)
    assert found == [], "\n".join(found[:20])
