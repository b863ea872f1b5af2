"""Under --permission SQL reaches the granted files alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.commands import ANODE, run

ALLOWED = {
    "a file": "new DatabaseSync(ok + '/new.db').exec('CREATE TABLE t(a)')",
    "memory": "new DatabaseSync(':memory:').prepare('SELECT 1').get()",
    "read only": "new DatabaseSync(readable + '/r.db', { readOnly: true }).prepare('SELECT * FROM t').all()",
    "attached": "memory.exec(`ATTACH '${ok}/attached.db' AS x`)",
    "attached for reading": "memory.exec(`ATTACH 'file:${readable}/r.db?mode=ro' AS x`)",
    "VACUUM": "memory.exec('VACUUM')",
    "VACUUM INTO": "memory.exec(`VACUUM INTO '${ok}/into.db'`)",
    "URI": "new DatabaseSync(`file:${ok}/uri.db?mode=rwc`)",
}
DENIED = {
    "a file": "new DatabaseSync(no + '/a.db')",
    "read only": "new DatabaseSync(no + '/a.db', { readOnly: true })",
    "written": "new DatabaseSync(readable + '/r.db')",
    "URI": "new DatabaseSync(`file:${no}/a.db?mode=ro`)",
    "URI with authority": "new DatabaseSync(`file://localhost${no}/a.db`)",
    "encoded URI": "new DatabaseSync(`file:${ok}/%2e%2e/no/a.db`)",
    "URL": "new DatabaseSync(require('url').pathToFileURL(no + '/a.db'))",
    "link": "new DatabaseSync(ok + '/link.db')",
    "attached": "memory.exec(`ATTACH '${no}/a.db' AS x`)",
    "attached URI": "memory.exec(`ATTACH 'file:${no}/a.db?mode=ro' AS x`)",
    "attached twice": "memory.exec(`ATTACH 'file:${readable}/r.db?mode=ro&mode=rw' AS x`)",
    "attached for writing": "memory.exec(`ATTACH '${readable}/r.db' AS x`)",
    "attached expression": "memory.exec(`ATTACH '${no}/' || 'a.db' AS x`)",
    "attached parameter": "memory.prepare('ATTACH ? AS x').run(no + '/a.db')",
    "attached link": "memory.exec(`ATTACH '${ok}/link.db' AS x`)",
    "attached past an authorizer": "memory.setAuthorizer(() => 0); memory.exec(`ATTACH '${no}/a.db' AS x`)",
    "attached after an authorizer": "memory.setAuthorizer(() => 0); memory.setAuthorizer(null); memory.exec(`ATTACH '${no}/a.db' AS x`)",
    "VACUUM INTO": "memory.exec(`VACUUM INTO '${no}/v.db'`)",
    "VACUUM INTO URI": "memory.exec(`VACUUM INTO 'file:${no}/v.db'`)",
    "VACUUM INTO expression": "memory.exec(`VACUUM INTO '${no}/' || 'v.db'`)",
    "VACUUM INTO parameter": "memory.prepare('VACUUM INTO ?').run(no + '/v.db')",
    "backup": "backup(memory, no + '/b.db').catch((error) => { console.log(error.code); process.exit(); })",
    "extensions": "new DatabaseSync(':memory:', { allowExtension: true })",
}


def outcome(call: str, folder: Path) -> str:
    for name in ("ok", "no", "readable"):
        (folder / name).mkdir()
    for path in ("no/a.db", "readable/r.db"):
        with sqlite3.connect(folder / path) as made:
            made.execute("CREATE TABLE t(a)")
        made.close()
    (folder / "ok" / "link.db").symlink_to(folder / "no" / "a.db")
    text = f"""
        const {{ DatabaseSync, backup }} = require('node:sqlite');
        const [ok, no, readable] = ['ok', 'no', 'readable'].map((name) => {str(folder)!r} + '/' + name);
        const memory = new DatabaseSync(':memory:');
        try {{ {call}; console.log('done'); }} catch (error) {{ console.log(error.code); }}
    """
    granted = [f"--allow-fs-read={folder}/ok/", f"--allow-fs-write={folder}/ok/", f"--allow-fs-read={folder}/readable/"]
    made_run = run([ANODE, "--no-warnings", "--permission", *granted, "-e", text])
    assert made_run.stderr == ""
    assert sorted(path.name for path in (folder / "no").iterdir()) == ["a.db"]
    return made_run.stdout.split("\n")[-2]


@pytest.mark.parametrize("name", ALLOWED)
def test_a_granted_database_is_used(name: str, tmp_path: Path) -> None:
    assert outcome(ALLOWED[name], tmp_path) == "done"


@pytest.mark.parametrize("name", DENIED)
def test_another_is_not(name: str, tmp_path: Path) -> None:
    assert outcome(DENIED[name], tmp_path) == "ERR_ACCESS_DENIED"
