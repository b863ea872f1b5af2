"""Python tools that start Node: they find anode by the setting that each has for it, and say the same as with real Node."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import ANODE, NODE
from tests.jobs.conftest import BOTH, Environment

pytestmark = pytest.mark.slow


def both(script: str, folder: Path, settings: dict[str, dict[str, str]], *words: str) -> str:
    """What a Python script prints, which is the same in the environments of both commands."""
    (folder / "script.py").write_text(script)
    found = []
    for command in BOTH:
        done = subprocess.run(
            [sys.executable, "script.py", *words],
            cwd=folder,
            env=settings[command],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        found.append(done.stdout)
    assert found[0] == found[1]
    return found[1]


def test_playwright_drives_a_browser(tmp_path: Path, environment: Environment) -> None:
    pytest.importorskip("playwright")  # make test-jobs installs the Python packages
    script = """
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    page = browser.new_page()
    page.set_content("<title>Hi</title><button onclick='this.textContent = 1 + 1'>press</button>")
    page.click("button")
    print(page.title(), page.inner_text("button"), page.evaluate("navigator.language"), page.screenshot()[:4])
    browser.close()
"""
    settings = {command: {**environment(command), "PLAYWRIGHT_NODEJS_PATH": command} for command in BOTH}
    assert both(script, tmp_path, settings) == "Hi 2 en-US b'\\x89PNG'\n"


def test_jsii_runs_a_library(tmp_path: Path, environment: Environment) -> None:
    pytest.importorskip("jsii")
    script = """
import constructs

root = constructs.RootConstruct("root")
inner = constructs.Construct(constructs.Construct(root, "a"), "b")
print(inner.node.path, [each.node.id for each in root.node.find_all()])
try:
    constructs.Construct(root, "a")
except RuntimeError as error:
    print(str(error).splitlines()[0])
"""
    settings = {command: {**environment(command), "JSII_NODE": command} for command in BOTH}
    assert both(script, tmp_path, settings).startswith("root/a/b ['root', 'a', 'b']\n")


def test_pyright_checks_types(tmp_path: Path, environment: Environment) -> None:
    pytest.importorskip("pyright")
    (tmp_path / "checked.py").write_text("def f(x: int) -> str:\n    return x\n\n\nreveal_type(f(1))\n")
    found = []
    for command in BOTH:
        env = {**environment(command), "PYRIGHT_PYTHON_NODEJS_WHEEL": "0", "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
        words = [sys.executable, "-m", "pyright", "checked.py"]
        done = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 1, done.stderr
        found.append(done.stdout)
    assert found[0] == found[1]
    assert "1 error" in found[1]


def test_yt_dlp_solves_challenges(tmp_path: Path, environment: Environment) -> None:
    """Its solver is a script on standard input, with --permission."""
    pytest.importorskip("yt_dlp_ejs")
    script = """
import json
import sys

import yt_dlp_ejs.yt.solver
from yt_dlp.extractor.youtube.jsc._builtin.node import NodeJCP
from yt_dlp.utils._jsruntime import NodeJsRuntime

runtime = NodeJsRuntime(sys.argv[1] if len(sys.argv) > 1 else None)
print(runtime.info.name, runtime.info.version, runtime.info.supported)


class Solver(NodeJCP):
    def __init__(self):
        pass

    ejs_setting = staticmethod(lambda name, default: default)
    runtime_info = runtime.info
    logger = type("Logger", (), {"debug": print})


library = yt_dlp_ejs.yt.solver.lib()
program = "var a = function (x) { for (const y of x) { if (y ** 2 > 3) return `${y}`; } };"
lines = [library, "Object.assign(globalThis, lib);", f"console.log(astring.generate(meriyah.parse({json.dumps(program)})));"]
print(Solver._run_js_runtime(Solver(), "\\n".join(lines)))
"""
    settings = {command: environment(command) for command in BOTH}
    assert "function (x)" in both(script.replace('{"debug": print}', '{"debug": lambda text: None}'), tmp_path, settings)
    shown = subprocess.run(
        [sys.executable, "-m", "yt_dlp", "--ignore-config", "-v", "--simulate", "--js-runtimes", f"node:{ANODE}", "data:,x"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "[debug] JS runtimes: node-24." in shown.stderr


def test_a_server_of_the_model_context_protocol(tmp_path: Path, environment: Environment) -> None:
    """``npx -y`` installs it and starts it."""
    pytest.importorskip("mcp")
    script = """
import asyncio
import os

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client


async def main():
    server = StdioServerParameters(command="npx", args=["-y", "@modelcontextprotocol/server-everything@2026.8.31"], env=dict(os.environ))
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        print(sorted(tool.name for tool in (await session.list_tools()).tools))
        print((await session.call_tool("echo", {"message": "hi"})).content[0].text)
        print((await session.call_tool("get-sum", {"a": 2, "b": 3})).content[0].text)


asyncio.run(main())
"""
    assert "Echo: hi" in both(script, tmp_path, {command: environment(command) for command in BOTH})


HOOKS = """
repos:
  - repo: local
    hooks:
      - {id: prettier, name: prettier, language: node, entry: prettier --check, files: '\\.js$', additional_dependencies: ['prettier@3.6.2']}
      - {id: eslint, name: eslint, language: node, entry: eslint, files: '\\.js$', additional_dependencies: ['eslint@9.39.1']}
      - id: markdownlint
        name: markdownlint-cli2
        language: node
        entry: markdownlint-cli2
        files: '\\.md$'
        additional_dependencies: ['markdownlint-cli2@0.20.0']
"""


def test_pre_commit_installs_and_runs_hooks(tmp_path: Path, environment: Environment) -> None:
    pytest.importorskip("pre_commit")
    found = []
    for command, name in ((NODE, "node"), (ANODE, "anode")):
        project = tmp_path / name / "project"
        project.mkdir(parents=True)
        for file, text in (
            (".pre-commit-config.yaml", HOOKS),
            ("eslint.config.mjs", "export default [{ rules: { 'no-undef': 'error' } }];\n"),
            ("a.js", "const a = b\n"),
            ("a.md", "# A\n# B\n"),
        ):
            (project / file).write_text(text)
        env = {**environment(command), "PRE_COMMIT_HOME": str(tmp_path / name / "home"), "HOME": str(tmp_path)}
        for words in (["git", "init", "--quiet", "."], ["git", "add", "."]):
            subprocess.run(words, cwd=project, env=env, check=True)
        words = [sys.executable, "-m", "pre_commit", "run", "--all-files"]
        done = subprocess.run(words, cwd=project, env=env, capture_output=True, text=True, timeout=600, check=False)
        lines = [line for line in done.stdout.splitlines() if "[INFO]" not in line]
        found.append((done.returncode, "\n".join(lines).replace(str(project), "")))
    assert found[0] == found[1]
    assert "'b' is not defined" in found[1][1]
