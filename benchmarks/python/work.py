"""What every engine gets to do: the texts of JavaScript and the data of Python, the same for all."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent
_MODULES = FOLDER / "node_modules"
_SCRIPT = FOLDER / "scripts" / "pages.js"

CALLBACKS = 1000  # in one call of the row
BATCH = list(range(10_000))
NUMBERS = [number / 4 for number in range(10_000)]
RECORD: dict[str, Any] = {f"key{number}": number if number % 2 else f"value {number}" for number in range(100)}
TEXT = "0123456789abcdef" * 64
BYTES = bytes(range(256)) * 4096
DOUBLES = 1_000_000
PEOPLE = [{"name": f"Name {number}", "text": f"<{number}> & more", "link": f"/people/{number}"} for number in range(249)]
SHUFFLED = random.Random(1).sample(range(1000), 1000)
PARAGRAPH = """\
## Heading {number}

Some *emphasis*, some **weight**, `code`, and [a link](https://example.com/{number}) in a line
that goes on in the next.

- one
- two
  - nested

| a | b |
|---|---|
| 1 | {number} |

```js
const x = {number};
```

"""
MARKDOWN = "".join(PARAGRAPH.format(number=number) for number in range(480))[:100_000]

# Functions and objects of JavaScript. Those in JSON take a text and return one, for the packages that copy nothing but primitives.
ADD = "(a, b) => a + b"
SAME = "(value) => value"
LOOP = "(f, count) => { let sum = 0; for (let i = 0; i < count; i++) sum += f(i); return sum; }"
LOOP_ASYNC = "async (f, count) => { let sum = 0; for (let i = 0; i < count; i++) sum += await f(i); return sum; }"
OBJECT = "({ count: 7, label: 'x', list: [1, 2] })"
PLUS_ONE = "(list) => list.map((x) => x + 1)"
PLUS_ONE_JSON = "(text) => JSON.stringify(JSON.parse(text).map((x) => x + 1))"
COPY = "(object) => ({ ...object })"
COPY_JSON = "(text) => JSON.stringify({ ...JSON.parse(text) })"
SORT = f"(compare) => {SHUFFLED}.sort(compare)[999]"
ASYNC = "async (a, b) => a + b"
PROMISE = "(a, b) => Promise.resolve(a + b)"
DOUBLE = "(x) => x * 2"
MAP = "(f, list) => list.map((x) => f(x))"
MAP_JSON = "(text) => { const f = (x) => x * 2; return JSON.stringify(JSON.parse(text).map((x) => f(x))); }"
ARRAY = "Array.from({ length: 10000 }, (_, i) => i)"
FLOATS = f"new Float64Array({DOUBLES}).map((_, i) => i + 0.5)"


def lodash() -> str:
    """lodash's one file."""
    return (_MODULES / "lodash" / "lodash.js").read_text()


def pages() -> str:
    """A script that sets ``globalThis.work`` to the exports of scripts/pages.js: the packages that it requires are in the same text."""
    files = {
        "react": _MODULES / "react/cjs/react.production.js",
        "react-dom": _MODULES / "react-dom/cjs/react-dom.production.js",
        "react-dom/server": _MODULES / "react-dom/cjs/react-dom-server-legacy.browser.production.js",
        "marked": _MODULES / "marked/lib/marked.umd.js",
        "pages": _SCRIPT,
    }
    modules = "\n".join(f"{name!r}(module, exports, require) {{\n{file.read_text()}\n}}," for name, file in files.items())
    return f"""globalThis.work = (() => {{
      const loaded = {{}};
      const modules = {{ {modules} }};
      function require(name) {{
        if (!loaded[name]) {{
          const module = loaded[name] = {{ exports: {{}} }};
          modules[name].call(module.exports, module, module.exports, require);
        }}
        return loaded[name].exports;
      }}
      return require('pages');
    }})();
    0;"""
