"""``python -m tests.assemble``: assembles bytes.wat with npm's wabt and writes the result into bytes.js. node_modules comes from ``make lint``."""

from __future__ import annotations

import re
from pathlib import Path

from tests.commands import NODE, ROOT, run

FOLDER = ROOT / "src/anode/lib/internal/buffer"
WIDTH = 130  # length of a line of base64
ASSEMBLE = """
const { readFileSync } = require('fs');
require('wabt')().then((wabt) => {
  const module = wabt.parseWat('bytes.wat', readFileSync(process.argv[1], 'utf8'), { simd: true });
  module.validate();
  console.log(Buffer.from(module.toBinary({}).buffer).toString('base64'));
});
"""


def assembled(source: Path = FOLDER / "bytes.wat") -> str:
    """The module in base64. Raises RuntimeError with the assembler's message."""
    done = run([NODE, "-e", ASSEMBLE, str(source)], cwd=ROOT)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.strip()


def written(text: str) -> str:
    """The base64 code that ``text``, the content of bytes.js, holds."""
    found = re.search(r"const CODE =\n((?:  '.*\n)+)", text)
    assert found is not None
    return "".join(re.findall(r"'(.*)'", found[1]))


def main() -> None:
    path = FOLDER / "bytes.js"
    code = assembled()
    lines = [f"  '{code[at : at + WIDTH]}'" for at in range(0, len(code), WIDTH)]
    text = re.sub(r"const CODE =\n(?:  '.*\n)+", lambda _: "const CODE =\n" + " +\n".join(lines) + ";\n", path.read_text())
    path.write_text(text)


if __name__ == "__main__":
    main()
