"""Two npm packages, of those that are quickly installed; the others are in tests/packages."""

from __future__ import annotations

from pathlib import Path

import pytest

import anode
from tests.commands import ANODE, NODE, ROOT, run

JOBS = ROOT / "tests" / "packages" / "addons" / "jobs"


@pytest.mark.parametrize("name", ["lightningcss", "node-rs-crc32"])
def test_the_same_as_under_node(name: str, tmp_path: Path) -> None:
    job = tmp_path / f"{name}.mjs"
    job.write_text((JOBS / job.name).read_text())
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    expected, found = (run([command, str(job)]) for command in (NODE, ANODE))
    assert expected.returncode == 0, expected.stderr
    assert found.stdout == expected.stdout, found.stderr
    assert found.returncode == 0, found.stderr


def test_in_several_workers_at_once() -> None:
    program = """
      const { Worker, isMainThread, parentPort } = require('worker_threads');
      const { crc32 } = require('@node-rs/crc32');
      const { transform } = require('lightningcss');
      const job = () => [crc32('hello'), transform({ filename: 'a', code: Buffer.from('a { color: red }'), minify: true }).code.toString()];
      if (isMainThread) for (let i = 0; i < 4; i++) new Worker(__filename).on('message', (m) => console.log(String(m) === String(job())));
      else parentPort.postMessage(job());
    """
    path = ROOT / "node_modules" / ".anode-test-workers.cjs"
    path.write_text(program)
    try:
        found = run([ANODE, str(path)])
    finally:
        path.unlink()
    assert found.stdout == "true\n" * 4, found.stderr


def test_from_python() -> None:
    with anode.Runtime(cwd=ROOT) as runtime:
        assert runtime.require("@node-rs/crc32").crc32("hello") == 0x3610A686
