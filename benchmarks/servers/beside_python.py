"""hello.js in this process, beside a thread of pure Python that is always busy."""

import sys
import threading
from pathlib import Path

import anode


def busy() -> None:
    number = 0
    while True:
        number = (number * 31 + 7) % 1000003


threading.Thread(target=busy, daemon=True).start()
runtime = anode.Runtime()
runtime.run(Path(__file__).with_name("hello.js"), *sys.argv[1:])
