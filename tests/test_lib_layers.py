"""`make lint` holds the arrows of src/anode/lib: eslint.layers.mjs has the rules."""

from __future__ import annotations

import subprocess

import pytest

from tests.commands import NODE, ROOT


def _lint(path: str, source: str) -> subprocess.CompletedProcess[str]:
    """ESLint's result for ``source`` as the file ``path`` of lib/."""
    command = [NODE, "node_modules/eslint/bin/eslint.js", "--stdin", "--stdin-filename", f"src/anode/lib/{path}"]
    return subprocess.run(command, cwd=ROOT, input=f"'use strict';\n\n{source}\n", capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    ("path", "source", "said"),
    [
        ("internal/new.js", "module.exports = require('net');", "'net' is above it"),
        ("internal/new.js", "class A { static b = require('net'); }\nmodule.exports = A;", "'net' is above it"),
        ("internal/new.js", "module.exports = (() => require('net'))();", "'net' is above it"),
        ("internal/new.js", "module.exports = require('bootstrap/pump');", "'bootstrap/pump' is above it"),
        ("node/new.js", "module.exports = require('bootstrap/pump');", "'bootstrap/pump' is above it"),
        ("internal/new.js", "module.exports = require('vendor/cjs-module-lexer');", "is loaded when it is first needed"),
        ("internal/new.js", "module.exports = () => require('internal/no_such_file');", "'internal/no_such_file' does not exist"),
        ("internal/validators.js", "module.exports = require('internal/net/socket');", "internal/validators → internal/net/socket → "),
        ("internal/new.js", "module.exports = require('internal/new');", "internal/new → internal/new"),
    ],
)
def test_a_file_that_breaks_the_layers_is_an_error(path: str, source: str, said: str) -> None:
    result = _lint(path, source)
    assert result.returncode == 1
    assert said in result.stdout


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("internal/new.js", "module.exports = require('events');"),
        ("internal/new.js", "module.exports = () => require('net');"),
        ("internal/new.js", "module.exports = class { a = require('net'); };"),
        ("node/new.js", "module.exports = require('net');"),
        ("bootstrap/new.js", "module.exports = require('net');"),
        ("internal/validators.js", "module.exports = () => require('internal/net/socket');"),
    ],
)
def test_a_file_that_keeps_them_is_not(path: str, source: str) -> None:
    result = _lint(path, source)
    assert (result.returncode, result.stdout) == (0, "")
