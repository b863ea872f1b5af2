"""pnpm and yarn, from their npm packages, under anode."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.commands import ANODE

MANAGERS = {"pnpm": ["pnpm@10.15.0"], "yarn": ["yarn@1.22.22"], "berry": ["-p", "@yarnpkg/cli-dist@4.9.2", "yarn"]}

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", sorted(MANAGERS))
def test_installs_and_runs(name: str, tmp_path: Path) -> None:
    def anode(*arguments: str, **env: str) -> str:
        ended = subprocess.run(
            [ANODE, *arguments],
            cwd=tmp_path,
            env={**os.environ, **env},
            text=True,
            capture_output=True,
            timeout=200,
            stdin=subprocess.DEVNULL,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout

    scripts = {"show": "node -p \"typeof process.versions.anode + require('ms')(60000)\""}
    (tmp_path / "package.json").write_text(json.dumps({"name": "x", "dependencies": {"ms": "2.1.3", "debug": "4.4.1"}, "scripts": scripts}))
    (tmp_path / ".yarnrc.yml").write_text("nodeLinker: node-modules\nenableTelemetry: false\n")
    registry = anode("npm", "config", "get", "registry").strip()
    env = {"npm_config_registry": registry, "YARN_NPM_REGISTRY_SERVER": registry, "YARN_ENABLE_IMMUTABLE_INSTALLS": "false"}
    anode("npx", "-y", *MANAGERS[name], "install", **env)
    assert json.loads((tmp_path / "node_modules/ms/package.json").read_text())["version"] == "2.1.3"
    assert "string1m" in anode("npx", "-y", *MANAGERS[name], "run", "show", **env)
