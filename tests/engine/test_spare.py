"""Modules can be imported when no descriptor is left."""

import subprocess
import sys
import textwrap


def test_import_without_descriptors() -> None:
    script = """
        import os, resource
        from anode.engine import spare
        spare.keep()
        resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
        taken = []
        try:
            while True:
                taken.append(os.open(os.devnull, os.O_RDONLY))
        except OSError:
            pass
        try:
            import colorsys
        except OSError as error:
            print(error.strerror)
        spare.import_module("colorsys")
        spare.import_module("plistlib")
        import sys
        print("colorsys" in sys.modules and "plistlib" in sys.modules)
    """
    result = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False)
    assert result.stdout.splitlines() == ["Too many open files", "True"], result.stderr
