"""V8's functions: found by name, and lost by feature."""

from __future__ import annotations

import pytest

from anode.engine import features
from anode.engine.v8 import cell, library
from anode.engine.v8.signatures import SIGNATURES


def test_every_function_is_found() -> None:
    assert library.search().keys() >= set(library.wanted())


def test_no_function_belongs_to_two_features() -> None:
    names = [name for group in SIGNATURES.values() for name in group]
    assert len(names) == len(set(names))


def test_every_group_is_a_feature_and_has_what_it_builds_on() -> None:
    for feature in SIGNATURES:
        assert all(needed in SIGNATURES for needed in features.FEATURES[feature].needs)


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "_addresses", {})
    monkeypatch.setattr(library, "_ready", {})
    monkeypatch.setattr(features, "_lost", {})


@pytest.mark.usefixtures("loaded")
def test_a_missing_function_loses_its_feature_and_those_that_need_it() -> None:
    offsets = library.search()
    del offsets["v8__Module__Evaluate"]
    assert library.missing(offsets) == {"modules": "V8's Module__Evaluate cannot be found"}
    library.load(offsets)
    assert library.functions("modules") == library.functions("code-cache") == {}
    assert library.functions("interrupts").keys() >= {"Isolate__TerminateExecution", "Function__Call", "Isolate__GetCurrent"}


@pytest.mark.usefixtures("loaded")
def test_a_lost_feature_has_no_functions() -> None:
    library.load(library.search())
    features.lose({"cell": "a reason"})
    assert library.functions("entries") == library.functions("native") == {}
    assert library.functions("isolate").keys() == {"Isolate__GetCurrent"}
    assert cell.preview_entries() is None
    assert cell.find_byte(1, 0, 1) is None
    cell.leave_source(b"\xef\xbb\xbfa\xff")
    assert cell.take_source() == "a\ufffd"


@pytest.mark.usefixtures("loaded")
def test_without_symbols_there_is_nothing() -> None:
    library.load({})
    assert library.functions("isolate") == {}
    assert library.version() == "0.0.0"
    assert library.missing({}).keys() == {*library.groups(), "version"}
