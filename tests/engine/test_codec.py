"""JSON text: when orjson is imported, and what a signal does meanwhile."""

from __future__ import annotations

import subprocess
import sys

_INTERRUPTED = """
import importlib.abc, os, signal, sys, time
from anode.engine import codec

class Stop(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "uuid":
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.05)

sys.modules.pop("uuid", None)
sys.meta_path.insert(0, Stop())
try:
    codec.loads("[" + "1," * 200000 + "1]")
except KeyboardInterrupt:
    print("stopped")
print(codec.loads("[1]" + " " * 200000), codec.dumps([1, "a"]), "orjson" in sys.modules)
"""


def test_ctrl_c_while_orjson_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", _INTERRUPTED], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, 'stopped\n[1] [1,"a"] True\n'), done.stderr[-2000:]
