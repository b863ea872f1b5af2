"""``anode npm`` and ``anode npx``: npm itself, and the commands that its scripts and programs find. No registry is needed."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from anode.npm.programs import PACKAGE
from tests.commands import ANODE
from tests.conftest import Run

SAYS = "console.log(process.versions.anode === undefined ? 'node' : 'anode', ...process.argv.slice(2))\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A package with scripts and a program, and a dependency of it."""
    made = tmp_path / "project"
    made.mkdir()
    (made / "says.js").write_text("#!/usr/bin/env node\n" + SAYS)
    (made / "forks.js").write_text("require('child_process').fork('says.js', ['forked']);\n")
    scripts = {
        "says": "node says.js 'a b'",
        "forks": "node forks.js",
        "nested": "npm run says",
        "test": "node says.js tested",
        "other": "nodejs says.js nodejs",
        "fails": "exit 3",
    }
    scripts["presays"] = "node says.js before"
    (made / "package.json").write_text(json.dumps({"name": "project", "version": "1.0.0", "license": "MIT", "scripts": scripts}))
    tool = tmp_path / "tool"
    tool.mkdir()
    (tool / "cli.js").write_text("#!/usr/bin/env node\n" + SAYS)
    (tool / "package.json").write_text(json.dumps({"name": "tool", "version": "2.0.0", "license": "MIT", "bin": {"tool": "cli.js"}}))
    return made


@pytest.fixture
def npm(project: Path, tmp_path: Path) -> Run:
    """Run anode in the project, with a PATH that has no Node and an npm that has no registry."""
    env = {
        "PATH": "/usr/bin:/bin",
        "npm_config_cache": str(tmp_path / "cache"),
        "npm_config_offline": "true",
        "npm_config_userconfig": "/dev/null",
    }

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [ANODE, *arguments], cwd=project, env={**os.environ, **env}, text=True, capture_output=True, timeout=60, check=False
        )

    return run


def test_the_version_is_the_one_of_the_lock_file(npm: Run) -> None:
    version = json.loads(Path(PACKAGE, "package.json").read_text())["version"]
    assert npm("npm", "-v").stdout == f"{version}\n"
    assert npm("npx", "-v").stdout == f"{version}\n"


def test_node_in_scripts_is_anode(npm: Run) -> None:
    assert [line for line in npm("npm", "run", "says").stdout.splitlines() if line.startswith(("anode", "node"))] == [
        "anode before",
        "anode a b",
    ]
    assert "anode nodejs" in npm("npm", "run", "other").stdout
    assert "anode forked" in npm("npm", "run", "forks").stdout
    assert "anode a b" in npm("npm", "run", "nested").stdout
    assert "anode tested more" in npm("npm", "test", "--", "more").stdout


def test_a_script_that_fails(npm: Run) -> None:
    assert npm("npm", "run", "fails").returncode == 3
    missing = npm("npm", "run", "no-such-script")
    assert missing.returncode == 1
    assert 'Missing script: "no-such-script"' in missing.stderr


def test_a_package_is_packed_installed_and_run(npm: Run, project: Path) -> None:
    assert npm("npm", "pack", "../tool").stdout == "tool-2.0.0.tgz\n"
    installed = npm("npm", "install", "./tool-2.0.0.tgz")
    assert installed.returncode == 0, installed.stderr
    assert os.access(project / "node_modules/.bin/tool", os.X_OK)
    assert npm("npm", "ls").stdout.splitlines()[1].endswith("tool@2.0.0")
    assert npm("npx", "tool", "x", "--flag").stdout == "anode x --flag\n"
    assert npm("npm", "exec", "--", "tool", "y").stdout == "anode y\n"
    again = npm("npm", "ci")
    assert again.returncode == 0, again.stderr
    assert (project / "node_modules/tool/cli.js").exists()


def test_a_new_package(npm: Run, project: Path) -> None:
    (project / "package.json").unlink()
    assert npm("npm", "init", "-y").returncode == 0
    assert json.loads((project / "package.json").read_text())["name"] == "project"


def test_a_file_of_that_name_has_a_path(npm: Run, project: Path) -> None:
    (project / "npm").write_text(SAYS)
    assert npm("./npm", "file").stdout == "anode file\n"
    assert npm("npm", "-v").stdout[0].isdigit()


def test_a_child_finds_node_where_there_is_none(anode: Run, tmp_path: Path) -> None:
    script = tmp_path / "tool"
    script.write_text(f"#!/usr/bin/env node\n{SAYS}")
    script.chmod(0o755)
    for name in ("with", "without"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "sh").symlink_to("/bin/sh")
    (tmp_path / "with" / "node").write_text("#!/bin/sh\necho other\n")
    (tmp_path / "with" / "node").chmod(0o755)
    program = f"""
      const {{ spawnSync, execSync }} = require('child_process');
      for (const PATH of ['{tmp_path}/without', '{tmp_path}/with']) {{
        const options = {{ env: {{ PATH, HOME: '{tmp_path}' }}, encoding: 'utf8' }};
        console.log(spawnSync('node', ['-p', 'process.versions.anode !== undefined'], options).stdout.trim());
        console.log(execSync('node -p "process.versions.anode !== undefined"', options).trim());
        console.log(spawnSync('{script}', ['x'], options).stdout.trim());
        console.log(execSync('echo $PATH', options).trim() === PATH);
      }}
    """
    assert anode("-e", program).stdout == "true\ntrue\nanode x\nfalse\nother\nother\nother\ntrue\n"
