"""Watching for threads that hold the GIL. The switch interval belongs to the host, which gets it back."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from anode.bindings.http import gil
from anode.loop.poller import Poller, make_poller

SLEEP = 0.00009  # seconds of the shortest possible sleep


class Clock:
    """Time that passes only in sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.lost = 0.0  # seconds until the GIL comes back

    def give_up(self, time: int) -> None:
        self.now += SLEEP + self.lost

    def keep(self, time: int) -> None:
        self.now += SLEEP


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(gil, "monotonic", lambda: clock.now)
    monkeypatch.setattr(gil, "sleep", clock.give_up)
    monkeypatch.setattr(gil, "_short_sleeps", lambda: (clock.give_up, clock.keep))
    return clock


@pytest.fixture
def poller() -> Iterator[Poller]:
    poller = make_poller()
    yield poller
    poller.close()


@pytest.fixture
def interval() -> Iterator[float]:
    before = sys.getswitchinterval()
    yield before
    sys.setswitchinterval(before)


def contend(clock: Clock, *watches: gil.GilWatch) -> None:
    clock.lost = 0.005
    for watch in watches:
        watch.look(clock.now + 1)
        assert watch.contended


def test_contended_while_the_gil_comes_back_late(clock: Clock, poller: Poller, interval: float) -> None:
    watch = gil.GilWatch(poller)
    watch.look(0)
    assert not watch.contended
    contend(clock, watch)
    assert sys.getswitchinterval() < interval
    clock.lost = gil.SHORT_INTERVAL
    for look in range(2, 10):
        watch.look(clock.now + look)
        assert watch.contended
    clock.lost = 0.00001
    for look in range(10, 10 + gil.QUIET_LOOKS):
        assert watch.contended
        watch.look(clock.now + look)
    assert not watch.contended
    assert sys.getswitchinterval() == interval


def test_two_loops_give_the_interval_back(clock: Clock, poller: Poller, interval: float) -> None:
    first, second = gil.GilWatch(poller), gil.GilWatch(poller)
    contend(clock, first, second)
    first.end()
    assert sys.getswitchinterval() < interval
    second.end()
    assert sys.getswitchinterval() == interval


def test_an_interval_that_the_host_has_set_meanwhile_stays(clock: Clock, poller: Poller, interval: float) -> None:
    watch = gil.GilWatch(poller)
    contend(clock, watch)
    sys.setswitchinterval(0.02)
    watch.end()
    assert sys.getswitchinterval() == pytest.approx(0.02)
