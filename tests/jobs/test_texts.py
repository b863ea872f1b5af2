"""npm programs that make text of text: from the command line, and inside the Python process, where no other process runs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

import anode
from tests.commands import ANODE, NODE
from tests.jobs.conftest import BOTH

pytestmark = pytest.mark.slow

CHART = {
    "data": {"values": [{"a": "A", "b": 28}, {"a": "B", "b": 55}, {"a": "C", "b": 43}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}},
}
MAIL = "<mjml><mj-body><mj-section><mj-column><mj-text>Hello</mj-text><mj-button href='/x'>Go</mj-button></mj-column></mj-section></mj-body></mjml>"
SCHEMA = {
    "title": "Person",
    "type": "object",
    "properties": {"name": {"type": "string"}, "tags": {"type": "array", "items": {"$ref": "#/definitions/tag"}}},
    "required": ["name"],
    "additionalProperties": False,
    "definitions": {"tag": {"enum": ["a", "b"]}},
}
ARTICLE = f"<title>News</title><nav>menu</nav><article><h1>News</h1>{'<p>A paragraph of text, with commas, that makes an article.</p>' * 12}</article>"


def both(packages: Path, program: str, file: Path, *words: str) -> str:
    """What a program prints for a file, which is the same under both."""
    found = []
    for command in BOTH:
        done = subprocess.run(
            [command, f"node_modules/.bin/{program}", str(file), *words],
            cwd=packages,
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        found.append(done.stdout)
    assert found[0] == found[1]
    return found[1]


def test_a_chart_of_vega_lite_becomes_svg(packages: Path, tmp_path: Path) -> None:
    (tmp_path / "chart.json").write_text(json.dumps(CHART))
    svg = both(packages, "vl2svg", tmp_path / "chart.json")
    with anode.Runtime(cwd=str(packages)) as js:
        vega, vega_lite = js.import_("vega"), js.import_("vega-lite")
        view = vega.View.new(vega.parse(vega_lite.compile(CHART).spec), renderer="none")
        assert view.toSVG().result() == svg


def test_a_mail_of_mjml_becomes_html(packages: Path, tmp_path: Path) -> None:
    (tmp_path / "mail.mjml").write_text(MAIL)
    assert "Hello" in both(packages, "mjml", tmp_path / "mail.mjml")
    with anode.Runtime(cwd=str(packages)) as js:
        assert "Hello" in js.require("mjml")(MAIL).result().html


def test_a_json_schema_becomes_typescript(packages: Path, tmp_path: Path) -> None:
    (tmp_path / "schema.json").write_text(json.dumps(SCHEMA))
    types = both(packages, "json2ts", tmp_path / "schema.json")
    assert "export interface Person" in types
    with anode.Runtime(cwd=str(packages)) as js:
        assert js.require("json-schema-to-typescript").compile(SCHEMA, "Person").result() == types


def test_readability_finds_the_article_of_a_page(packages: Path) -> None:
    script = """
const { Readability } = require('@mozilla/readability');
const { JSDOM } = require('jsdom');
module.exports = (html, url) => new Readability(new JSDOM(html, { url }).window.document).parse();
if (require.main === module) console.log(JSON.stringify(module.exports(process.argv[2], process.argv[3])));
"""
    (packages / "article.js").write_text(script)
    command = ["article.js", ARTICLE, "https://example.org/a"]
    found = [
        subprocess.run([which, *command], cwd=packages, capture_output=True, text=True, timeout=120, check=True).stdout for which in BOTH
    ]
    assert found[0] == found[1]
    with anode.Runtime(cwd=str(packages)) as js:
        assert anode.to_python(js.require("./article.js")(ARTICLE, "https://example.org/a")) == json.loads(found[0])


def test_a_diagram_of_mermaid_becomes_svg(packages: Path, tmp_path: Path) -> None:
    """Chromium comes from Debian's packages."""
    (tmp_path / "diagram.mmd").write_text("flowchart LR\n  A[Start] --> B{Choice}\n  B -->|yes| C[End]\n")
    (tmp_path / "puppeteer.json").write_text(json.dumps({"executablePath": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-gpu"]}))
    for command, name in ((NODE, "node.svg"), (ANODE, "anode.svg")):
        words: list[str | Path] = ["-i", tmp_path / "diagram.mmd", "-o", tmp_path / name, "-p", tmp_path / "puppeteer.json"]
        subprocess.run([command, packages / "node_modules/.bin/mmdc", *words], cwd=tmp_path, timeout=120, check=True, capture_output=True)
    assert (tmp_path / "anode.svg").read_text() == (tmp_path / "node.svg").read_text()
