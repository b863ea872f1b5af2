"""The page of a trace in a real browser: what it shows of programs whose order is known, and of a server at work."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import ANODE, ROOT, run
from tests.tracing.browser import Page, chromium, page
from tests.tracing.test_recording import KNOWN, LOOP
from tests.tracing.test_server import Program

pytestmark = [
    pytest.mark.slow,
    # No Python package brings a browser.
    pytest.mark.skipif(chromium() is None, reason="there is no Chromium: install Debian's package chromium"),
]
PICTURES = ROOT / "docs" / "pictures"
OUTPUT = "[...document.querySelectorAll('.console span')].map((line) => line.textContent).join('')"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with page(tmp_path_factory.mktemp("chromium")) as found:
        yield found


@pytest.mark.parametrize("name", KNOWN)
def test_it_shows_the_known_order(browser: Page, tmp_path: Path, name: str) -> None:
    program = LOOP / f"{name}.js"
    shown = tmp_path / "it.html"
    run([ANODE, "trace", "--html", str(shown), str(program)])
    browser.open(shown.as_uri())
    browser.click("Output")
    assert browser.until(OUTPUT).startswith(run([ANODE, str(program)]).stdout)
    assert browser.errors == []


def test_express_under_load(browser: Page, tmp_path: Path) -> None:
    app = ROOT / "examples" / "express" / "app.js"
    with subprocess.Popen(
        [ANODE, "trace", str(app)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={"PORT": "0", "PATH": "/usr/bin:/bin"}
    ) as process:
        try:
            running = Program(process)
            assert process.stdout is not None
            address = next(word for word in process.stdout.readline().split() if word.startswith("http://")).rstrip(".,/")
            browser.open(running.url)
            browser.until("document.querySelector('.state')?.textContent === 'runs'")
            over = threading.Event()

            def load() -> None:
                while not over.is_set():
                    urllib.request.urlopen(f"{address}/", timeout=30).read()

            clients = [threading.Thread(target=load) for _ in range(3)]
            for client in clients:
                client.start()
            try:
                browser.until("[...document.querySelectorAll('.row .name')].some((row) => row.textContent.startsWith('HTTP request'))")
                if os.environ.get("ANODE_PICTURES"):  # for docs/trace.md
                    browser.value("document.querySelector('.row').click()")
                    browser.picture(PICTURES / "trace-express.png")
                    browser.click("Follow")
                browser.click("Pause")
                browser.until("document.querySelector('.state').textContent === 'paused'")
                first = browser.value("document.querySelector('.turn').textContent")
                for _ in range(3):
                    browser.click("Turn")
                    browser.until("document.querySelector('.state').textContent === 'paused'")
                browser.until(f"document.querySelector('.turn').textContent !== {first!r}")
                browser.value("document.querySelector('.row').click()")
                assert "Asked for by" in browser.until("document.querySelector('.details')?.textContent")
                browser.click("Run")
                browser.until("document.querySelector('.state').textContent === 'runs'")
            finally:
                browser.value("[...document.querySelectorAll('button')].find((b) => b.textContent === 'Run')?.click()")
                over.set()
                for client in clients:
                    client.join()
            browser.click("Why is it alive")
            assert "app.js" in browser.until("document.querySelector('.panel li')?.textContent")
            assert browser.errors == []
        finally:
            process.send_signal(signal.SIGKILL)


def test_the_keyboard_is_enough(browser: Page, tmp_path: Path) -> None:
    shown = tmp_path / "it.html"
    run([ANODE, "trace", "--html", str(shown), str(LOOP / "order.js")])
    browser.open(shown.as_uri())
    browser.until("document.querySelector('.row')")
    browser.value("document.querySelector('.table').focus()")
    for _ in range(3):
        browser.send("Input.dispatchKeyEvent", type="keyDown", key="ArrowDown", code="ArrowDown")
    assert browser.until("document.querySelector('[aria-selected=true].row')")
    controls = "[...document.querySelectorAll('button, input, select, canvas, [role=listbox]')]"
    unnamed = f"{controls}.filter((e) => !(e.ariaLabel || e.textContent || e.labels?.length))"
    assert browser.value(f"{unnamed}.length") == 0


def test_a_lesson(browser: Page, tmp_path: Path) -> None:
    shown = tmp_path / "lesson.html"
    run([ANODE, "learn", "1", "--html", str(shown)])
    browser.open(shown.as_uri())
    browser.until("document.readyState === 'complete'")
    browser.click("Look")
    assert browser.until("document.querySelector('.say').textContent")
    inside = "document.querySelector('iframe').contentDocument"
    browser.until(f"{inside}?.querySelector('.row')")
    assert "main script" in browser.value(f"{inside}.body.textContent")
    assert browser.errors == []
