"""Running a program from the command line: one isolate that owns the process."""

from __future__ import annotations

import gc
import os
import sys

from anode.options import Parsed

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    import signal as _signal
else:
    import _signal  # signal imports enum, which would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

    from anode.bindings.trace import Listener


_INTERRUPTED = 130  # the exit code of a program that SIGINT has ended


def _exit(code: int) -> None:
    """Leave at once: everything JavaScript wrote has been written, and the engine's threads are not waited for."""
    os._exit(code)


def read_env_files(parsed: Parsed) -> None:
    """Add the variables in the files of ``--env-file`` to this process's environment. With ``--watch`` the program reads them itself."""
    if start_options(parsed)["kind"] == "watch":
        return
    files = [(f, True) for f in parsed.options.get("--env-file") or ()]
    files += [(f, False) for f in parsed.options.get("--env-file-if-exists") or ()]
    if files:
        from anode.dotenv import BadEnvFile, load_files

        try:
            os.environ.update(load_files(files, dict(os.environ)))
        except BadEnvFile as error:
            sys.stderr.write(f"{program_name()}: {error}\n")
            _exit(9)


def _say_why(error: Exception) -> None:
    from anode.engine.abi import EngineMissing

    if isinstance(error, EngineMissing):
        text = f"anode: {error}"
    else:
        import traceback

        text = (
            "anode: could not start, which is an internal error of anode: please report it, with the text below, at the project's issue tracker\n"
            + "".join(traceback.format_exception(error)).rstrip()
        )
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def program_name() -> str:
    """The name in messages: the command as the user typed it."""
    return sys.argv[0]


def executable() -> str:
    """``process.execPath``: the command this process was started by, or else the ``anode`` command beside this Python."""
    started = sys.argv[0]
    if not started.endswith(".py") and os.access(started, os.X_OK) and os.path.isfile(started):
        return os.path.realpath(started)
    command = os.path.join(os.path.dirname(sys.executable), "anode")
    if os.path.exists(command):
        return command
    return sys.executable


def start_options(parsed: Parsed) -> dict[str, Any]:
    """The program to run: ``kind`` is file, eval, stdin, repl, check, test, watch or inspect."""
    if parsed.options.get("--test"):
        return {"kind": "test"}
    if parsed.options.get("--watch"):
        return {"kind": "watch"}
    source = parsed.options.get("--eval")
    if parsed.options.get("--check"):
        return {"kind": "check", "main": parsed.script} if parsed.script not in (None, "-") else {"kind": "check"}
    interactive = bool(parsed.options.get("--interactive"))
    if source is not None and not interactive:
        return {"kind": "eval", "source": source, "print": bool(parsed.options.get("--print"))}
    if parsed.script is None or parsed.script == "-":
        if interactive or os.isatty(0):
            return {"kind": "repl", "source": source, "print": bool(parsed.options.get("--print"))}
        return {"kind": "stdin", "print": bool(parsed.options.get("--print"))}
    if parsed.script == "inspect":
        return {"kind": "inspect"}
    return {"kind": "file", "main": parsed.script}


def run(parsed: Parsed, listener: Listener | None = None) -> int:
    """Run the program, and tell ``listener`` what its loop does; returns only if it could not start."""
    options = parsed.options
    if options.get("--version"):
        from anode.versions import NODE

        sys.stdout.write(f"v{NODE}\n")
        return 0
    if options.get("--help"):
        from anode.help import HELP

        sys.stdout.write(HELP)
        return 0
    if options.get("--run"):
        from anode.npm import run_script

        arguments = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else []  # as in Node, no others are the script's
        return run_script.main(str(options["--run"]), arguments, executable())
    if parsed.script == "install" and start_options(parsed)["kind"] == "file":
        from anode.npm import install

        return install.main(parsed.arguments, executable())
    gc.disable()  # nothing that a start makes is garbage, and to look for it takes 3 to 8 ms
    # Default actions, which end the process even while JavaScript never returns. A broken pipe is an error value, not a signal.
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    try:
        from anode.bindings.process.signals import Signals
        from anode.session import Session
    except ImportError as error:  # EngineMissing, which names the package to install
        sys.stderr.write(f"anode: {error}\n")
        return 1

    environment = dict(os.environ)
    started = start_options(parsed)
    argv = [executable()]
    if started.get("main") in ("npm", "npx") and started["kind"] == "file":
        from anode.npm import programs

        try:
            started["main"] = programs.program(started["main"])
        except programs.NpmMissing as error:
            sys.stderr.write(f"anode: {error}\n")
            return 1
        environment = programs.environment(environment, argv[0])
        parsed.v8_flags.insert(0, programs.V8_FLAGS)
        started["inline"] = True
    if started["kind"] == "file":
        argv.append(started["main"])
        if options.get("--permission"):  # starting or preloading a program grants reading it
            preloaded = [name for name in options.get("--require") or () if name.startswith((".", "/"))]
            options = {**options, "--allow-fs-read": [*(options.get("--allow-fs-read") or ()), *preloaded, started["main"]]}
    elif parsed.script in ("-", "inspect") or (parsed.script is not None and started["kind"] == "watch"):
        argv.append(parsed.script)
    argv += parsed.arguments
    if parsed.v8_flags:
        from anode.engine.v8.settings import request_flags

        request_flags(" ".join(parsed.v8_flags))
    signals = Signals()
    session = Session(options, environment, argv, parsed.exec_argv, embedded=False)
    session.ctx.exit = _exit
    session.ctx.signals = signals
    if listener is not None:
        from anode.bindings.trace import Traced

        session.ctx.state(Traced).listener = listener
        started["trace"] = True
        session.ctx.exit = lambda code: _exit(listener.end(code))
        signals.act_on(_signal.SIGINT, lambda: _exit(listener.interrupt(_INTERRUPTED)))
    if not options.get("--disable-sigusr1") and started["kind"] != "watch":
        signals.act_on(_signal.SIGUSR1, session.inspect)
    try:
        session.start(started)
    except Exception as error:
        _say_why(error)
        _exit(1)  # not by Python's own ending, which would wait for threads that never end
    gc.freeze()
    gc.enable()
    signals.serve()  # the main thread: it only waits and takes signals
    return 0
