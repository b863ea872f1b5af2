"""Node's command-line options, and ours: parsing and nothing else.

``_TABLE`` names every option Node 24 knows, by the kind of its value and whether NODE_OPTIONS may hold it. ``!`` marks a switch that is on
unless its ``--no-`` form is given. Options that change nothing in Node either (``noop``), that are V8's (``v8``, ``engine``), or whose effect anode
always has are accepted; those that anode cannot follow are refused (``_UNAVAILABLE``). ``--allow-net``, ``--allow-env`` and ``--allow-python`` are
anode's own.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any


_TABLE: dict[tuple[str, bool], str] = {
    ("bool", False): (
        "build-snapshot check completion-bash debug debug-brk experimental-inspector-network-resource "
        "experimental-network-inspection experimental-storage-inspection experimental-test-coverage "
        "experimental-default-config-file experimental-test-module-mocks experimental-worker-inspection expose-internals help inspect-brk-node "
        "interactive print prof-process test test-force-exit test-udp-no-try-send test-update-snapshots v8-options "
        "version "
    ),
    ("bool", True): (
        "addons! allow-addons allow-child-process allow-inspector allow-wasi allow-worker async-context-frame! "
        "cpu-prof debug-arraybuffer-allocations deprecation! disable-sigusr1 disable-wasm-trap-handler enable-fips "
        "enable-source-maps entry-url experimental-addon-modules! experimental-detect-module! experimental-eventsource "
        "experimental-global-navigator! experimental-import-meta-resolve experimental-import-text "
        "experimental-print-required-tla experimental-repl-await! experimental-require-module! "
        "experimental-shadow-realm experimental-sqlite! experimental-transform-types experimental-vm-modules "
        "experimental-websocket! experimental-webstorage extra-info-on-fatal-exception! force-async-hooks-checks! "
        "force-context-aware force-fips force-node-api-uncaught-exceptions-policy frozen-intrinsics "
        "global-search-paths! heap-prof insecure-http-parser inspect inspect-brk inspect-wait "
        "network-family-autoselection! node-snapshot openssl-legacy-provider openssl-shared-config "
        "pending-deprecation permission permission-audit preserve-symlinks preserve-symlinks-main report-compact report-exclude-env "
        "report-exclude-network report-on-fatalerror report-on-signal report-uncaught-exception require-module! "
        "strip-types! test-only test-randomize throw-deprecation tls-max-v1.2 tls-max-v1.3 tls-min-v1.0 tls-min-v1.1 "
        "tls-min-v1.2 tls-min-v1.3 trace-deprecation trace-env trace-env-js-stack trace-env-native-stack trace-exit "
        "trace-promises trace-sigint trace-sync-io trace-tls trace-uncaught trace-warnings track-heap-objects "
        "use-bundled-ca use-env-proxy use-openssl-ca use-system-ca verify-base-objects warnings! watch "
        "watch-preserve-output zero-fill-buffers "
    ),
    ("engine", False): (
        "allow-natives-syntax expose-externalize-string harmony always-sparkplug trace-gc gc-interval random-seed "
        "predictable single-threaded use-strict harmony-temporal js-source-phase-imports no-opt stress-compaction "
        "gc-global "
    ),
    ("engine", True): ("stack-size "),
    ("int", False): ("test-concurrency test-timeout "),
    ("int", True): (
        "cpu-prof-interval heap-prof-interval heapsnapshot-near-heap-limit max-http-header-size "
        "network-family-autoselection-attempt-timeout secure-heap secure-heap-min stack-trace-limit "
        "test-coverage-branches test-coverage-functions test-coverage-lines test-random-seed v8-pool-size "
    ),
    ("list", False): ("env-file env-file-if-exists experimental-test-tag-filter security-revert "),
    ("list", True): (
        "allow-fs-read allow-fs-write conditions disable-warning experimental-loader import require "
        "test-coverage-exclude test-coverage-include test-name-pattern test-reporter test-reporter-destination "
        "test-skip-pattern watch-path allow-net allow-env allow-python "
    ),
    ("noop", False): ("experimental-test-snapshots "),
    ("noop", True): (
        "experimental-abortcontroller experimental-fetch experimental-global-customevent "
        "experimental-global-webcrypto experimental-json-modules experimental-modules experimental-quic "
        "experimental-report experimental-specifier-resolution experimental-top-level-await "
        "experimental-wasi-unstable-preview1 experimental-wasm-modules experimental-worker http-parser napi-modules "
        "node-memory-debug trace-events-enabled "
    ),
    ("str", False): ("build-snapshot-config eval experimental-config-file experimental-sea-config run "),
    ("str", True): (
        "cpu-prof-dir cpu-prof-name diagnostic-dir disable-proto dns-result-order heap-prof-dir heap-prof-name "
        "heapsnapshot-signal icu-data-dir input-type inspect-port inspect-publish-uid localstorage-file "
        "max-old-space-size-percentage openssl-config redirect-warnings report-dir report-filename report-signal "
        "snapshot-blob test-global-setup test-isolation test-rerun-failures test-shard title tls-cipher-list "
        "tls-keylog trace-event-categories trace-event-file-pattern trace-require-module unhandled-rejections "
        "use-largepages watch-kill-signal "
    ),
    ("v8", False): (
        "allow-natives-syntax gc-global gc-interval hash-seed harmony-import-attributes harmony-shadow-realm initial-heap-size lite-mode maglev "
        "min-semi-space-size optimize-for-size opt predictable prof random-seed sparkplug stack-size trace-deopt trace-gc trace-gc-verbose "
        "trace-opt single-threaded single-threaded-gc turbofan wasm-max-mem-pages "
    ),
    ("v8", True): (
        "abort-on-uncaught-exception disallow-code-generation-from-strings enable-etw-stack-walking expose-gc "
        "interpreted-frames-native-stack jitless max-heap-size max-old-space-size max-semi-space-size perf-basic-prof "
        "perf-basic-prof-path perf-basic-prof-only-functions perf-prof perf-prof-unwinding-info "
    ),
}

_ALIASES: dict[str, tuple[str, ...]] = {
    "-p": ("--print",),
    "-pe": ("--print", "--eval"),
    "-e": ("--eval",),
    "-c": ("--check",),
    "-r": ("--require",),
    "-v": ("--version",),
    "-h": ("--help",),
    "-i": ("--interactive",),
    "-C": ("--conditions",),
    "--loader": ("--experimental-loader",),
    "--experimental-strip-types": ("--strip-types",),
    "--no-experimental-strip-types": ("--no-strip-types",),
    "--debug-port": ("--inspect-port",),
    "--report-directory": ("--report-dir",),
    "--enable-network-family-autoselection": ("--network-family-autoselection",),
    "--security-reverts": ("--security-revert",),
    "--es-module-specifier-resolution": ("--experimental-specifier-resolution",),
    "--experimental-test-isolation": ("--test-isolation",),
}

_CHOICES: dict[str, tuple[str, ...]] = {
    "--unhandled-rejections": ("warn-with-error-code", "throw", "strict", "warn", "none"),
    "--input-type": ("commonjs", "module", "commonjs-typescript", "module-typescript"),
    "--disable-proto": ("delete", "throw"),
    "--trace-require-module": ("all", "no-node-modules"),
    "--dns-result-order": ("ipv4first", "ipv6first", "verbatim"),
}
_CHOICE_MESSAGES = {
    "--input-type": '--input-type must be "module","commonjs", "module-typescript" or "commonjs-typescript"',
    "--unhandled-rejections": "invalid value for --unhandled-rejections",
    "--disable-proto": "invalid mode passed to --disable-proto",
    "--trace-require-module": "invalid value for --trace-require-module",
}


# Options of the process, which a worker must not have: these, and V8's own.
_OF_THE_PROCESS_NAMES = (
    "completion-bash debug-arraybuffer-allocations disable-proto disable-wasm-trap-handler enable-fips "
    "experimental-config-file experimental-sea-config force-fips help icu-data-dir node-snapshot openssl-config "
    "openssl-legacy-provider openssl-shared-config prof-process report-compact report-dir report-exclude-env "
    "report-exclude-network report-filename report-on-fatalerror run secure-heap secure-heap-min security-revert "
    "snapshot-blob stack-trace-limit title tls-cipher-list trace-env trace-env-js-stack trace-env-native-stack "
    "trace-event-categories trace-event-file-pattern use-bundled-ca use-largepages use-openssl-ca use-system-ca v8-options "
    "v8-pool-size version zero-fill-buffers allow-env allow-net allow-python"
)
# V8 has them, too, but anode itself acts on them.
_NOT_FOR_V8 = frozenset({"--abort-on-uncaught-exception", "--max-old-space-size"})
_OF_THE_PROCESS = frozenset("--" + name for name in _OF_THE_PROCESS_NAMES.split())


# Options that anode cannot follow. A program that asks for one of them would go on without it: better it does not start.
_UNAVAILABLE = {
    "--" + name: what
    for names, what in (
        ("build-snapshot build-snapshot-config snapshot-blob", "snapshots of programs"),
        ("completion-bash prof-process v8-options", "this command"),
        ("experimental-storage-inspection experimental-webstorage localstorage-file", "web storage"),
        ("experimental-config-file experimental-default-config-file", "configuration files"),
        ("experimental-sea-config", "single executables"),
        ("frozen-intrinsics", "frozen intrinsics"),
        ("enable-fips force-fips openssl-config openssl-legacy-provider openssl-shared-config", "a configuration of OpenSSL"),
        ("secure-heap secure-heap-min", "a secure heap"),
        ("icu-data-dir", "other ICU data"),
        (
            "trace-env trace-env-js-stack trace-env-native-stack trace-event-categories trace-event-file-pattern trace-promises "
            "trace-sigint trace-sync-io trace-tls",
            "this trace",
        ),
        ("report-on-fatalerror", "reports of fatal errors"),
        ("entry-url experimental-import-text experimental-quic", "this feature"),
    )
    for name in names.split()
}


_INSPECT = ("--inspect", "--inspect-brk", "--inspect-wait", "--inspect-brk-node")
DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 9229


_NEED_CHECKS = (
    "--debug",
    "--debug-brk",
    "--inspect-publish-uid",
    "--heapsnapshot-near-heap-limit",
    *(f"--{kind}-prof-{name}" for kind in ("cpu", "heap") for name in ("name", "dir", "interval")),
)


class BadOption(Exception):
    """An option Node would refuse; the message is Node's. Exit code 9."""


class _Option:
    __slots__ = ("default", "in_env", "kind", "name")

    def __init__(self, name: str, kind: str, in_env: bool, default: bool) -> None:
        self.name = name
        self.kind = kind
        self.in_env = in_env
        self.default = default


def _known() -> dict[str, _Option]:
    known = {}
    for (kind, in_env), names in _TABLE.items():
        for name in names.split():
            known["--" + name.rstrip("!")] = _Option("--" + name.rstrip("!"), kind, in_env, name.endswith("!"))
    return known


class Parsed:
    """A parsed command line: the script, its arguments, the options."""

    __slots__ = ("arguments", "exec_argv", "options", "script", "v8_flags")

    def __init__(self) -> None:
        self.options: dict[str, Any] = {}
        self.exec_argv: list[str] = []
        self.script: str | None = None
        self.arguments: list[str] = []
        self.v8_flags: list[str] = []  # flags for V8


def environment_flags() -> list[str]:
    """The options NODE_OPTIONS may hold, for ``process.allowedNodeEnvironmentFlags``."""
    allowed = [option for option in _known().values() if option.in_env]
    negated = [f"--no-{option.name[2:]}" for option in allowed if option.kind == "bool"]
    aliases = [name for name, meant in _ALIASES.items() if name.startswith("--") and any(option.name in meant for option in allowed)]
    return [*sorted({*(option.name for option in allowed), *negated, *aliases}), "-C", "-r"]


def split_environment(text: str) -> list[str]:
    """NODE_OPTIONS as words: spaces separate, double quotes hold together, a backslash inside them escapes."""
    words: list[str] = []
    current: str | None = None
    quoted = False
    position = 0
    while position < len(text):
        c = text[position]
        if c == "\\" and quoted:
            position += 1
            if position == len(text):
                raise BadOption("invalid value for NODE_OPTIONS (invalid escape)")
            current = (current or "") + text[position]
        elif c == " " and not quoted:
            if current is not None:
                words.append(current)
            current = None
        elif c == '"':
            quoted = not quoted
            current = current or ""
        else:
            current = (current or "") + c
        position += 1
    if quoted:
        raise BadOption("invalid value for NODE_OPTIONS (unterminated string)\n")
    if current is not None:
        words.append(current)
    return words


def _set(parsed: Parsed, option: _Option, value: Any) -> None:
    if option.kind == "list":
        parsed.options.setdefault(option.name, []).append(value)
    else:
        parsed.options[option.name] = value


def _consume(parsed: Parsed, words: list[str], known: dict[str, _Option], in_env: bool) -> list[str]:
    """Take the options at the front of ``words``; the rest starts with the script."""
    index = 0
    while index < len(words):
        word = words[index]
        if word == "--":
            index += 1
            break
        if not word.startswith("-") or word == "-":
            break
        name, equals, attached = word.partition("=")
        if not name.startswith("--"):
            name, equals, attached = (word, "", "") if "=" not in word else (name, equals, attached)
        shown = name
        if name.startswith("--"):
            name = "--" + name[2:].replace("_", "-")
        names = _ALIASES.get(name, (name,))
        if equals and name in _INSPECT:
            names = (name, "--inspect-port")
        taken = 1
        for position, name in enumerate(names):
            negated = name.startswith("--no-") and name not in known
            option = known.get("--" + name[5:] if negated else name)
            if option is None:
                raise BadOption(f"bad option: {word}" if not in_env else f"{word} is not allowed in NODE_OPTIONS")
            if option.name in _UNAVAILABLE and not negated:
                raise BadOption(
                    f"bad option: {word} (ERR_FEATURE_UNAVAILABLE_ON_PLATFORM: anode does not have {_UNAVAILABLE[option.name]})"
                )
            if in_env and not option.in_env:
                raise BadOption(f"{shown} is not allowed in NODE_OPTIONS")
            if option.kind == "v8" and option.name not in _NOT_FOR_V8:
                parsed.v8_flags.append(word)
            if option.name == "--experimental-shadow-realm" and not negated:
                parsed.v8_flags.append("--harmony-shadow-realm")
            if option.kind in ("bool", "noop", "v8", "engine"):
                if negated:
                    parsed.options[option.name] = False
                elif equals and option.kind == "bool" and position == len(names) - 1:
                    raise BadOption(f"bad option: {word}")
                elif option.kind == "v8" and option.name.startswith("--max-"):
                    parsed.options[option.name] = attached
                else:
                    parsed.options[option.name] = True
                # -p and --print may stand before the source
                if (
                    option.name == "--print"
                    and position == len(names) - 1
                    and index + 1 < len(words)
                    and not words[index + 1].startswith("-")
                ):
                    text = words[index + 1]
                    parsed.options["--eval"] = text[1:] if text.startswith("\\-") else text
                    taken = 2
                continue
            if negated:
                raise BadOption(f"bad option: {word}")
            if equals:
                value: Any = attached
            elif index + taken < len(words) and (not words[index + taken].startswith("-") or option.kind == "int"):
                value = words[index + taken]
                taken += 1
            else:
                raise BadOption(f"{shown} requires an argument")
            if value.startswith("\\-") and not equals:
                value = value[1:]
            if value == "" and equals and option.kind != "list" and option.name != "--eval":
                raise BadOption(f"{shown}= requires an argument")
            if option.kind == "int":
                try:
                    value = int(value)
                except ValueError:
                    value = 0
            if option.name == "--inspect-port":
                value = _inspect_port(value)
            choices = _CHOICES.get(option.name)
            if choices and value not in choices:
                raise BadOption(_CHOICE_MESSAGES.get(option.name, f"invalid value for {option.name}"))
            _set(parsed, option, value)
        if not in_env:
            parsed.exec_argv.extend(words[index : index + taken])
        index += taken
    return words[index:]


def _inspect_port(value: str) -> str:
    """A host and a port, as ``host:port``; each may be missing."""
    host, colon, port = value.rpartition(":")
    bracketed = value.startswith("[") and value.endswith("]")
    if bracketed or (not colon and not (value.isascii() and value.isdigit())):
        host, port = value, str(DEFAULT_PORT)
    if not (port.isascii() and port.isdigit()) or not (port == "0" or 1024 <= int(port) <= 65535):
        raise BadOption("must be 0 or in range 1024 to 65535.")
    return f"{host.removeprefix('[').removesuffix(']') or DEFAULT_HOST}:{int(port)}"


def _check_profiles(options: dict[str, Any]) -> None:
    if options.get("--debug") or options.get("--debug-brk"):
        raise BadOption(
            "[DEP0062]: `node --debug` and `node --debug-brk` are invalid. Please use `node --inspect` and `node --inspect-brk` instead."
        )
    for publish in filter(None, str(options.get("--inspect-publish-uid", "")).split(",")):
        if publish not in ("stderr", "http"):
            raise BadOption("--inspect-publish-uid destination can be stderr or http")
    for kind in ("--cpu-prof", "--heap-prof"):
        for name in ("name", "dir", "interval"):
            if f"{kind}-{name}" in options and not options.get(kind):
                raise BadOption(f"{kind}-{name} must be used with {kind}")
    if int(options.get("--heapsnapshot-near-heap-limit") or 0) < 0:
        raise BadOption("--heapsnapshot-near-heap-limit must not be negative")


def _check_test(options: dict[str, Any]) -> None:
    if options.get("--test-isolation", "process") not in ("none", "process"):
        raise BadOption("invalid value for --test-isolation")
    for name in ("--check", "--eval", "--interactive"):
        if options.get(name):
            raise BadOption(f"either --test or {name} can be used, not both")
    if options.get("--watch-path"):
        raise BadOption("--watch-path cannot be used in combination with --test")


def _check_watch(options: dict[str, Any]) -> None:
    for name in ("--check", "--eval", "--interactive", "--test-force-exit"):
        if name in options:
            raise BadOption(f"either --watch or {name} can be used, not both")


def parse(words: list[str], environment: str = "") -> Parsed:
    """Parse a command line (without the program's name) and NODE_OPTIONS; the command line wins."""
    known = _known()
    parsed = Parsed()
    for option in known.values():
        if option.default:
            parsed.options[option.name] = True
    if environment:
        _consume(parsed, split_environment(environment), known, in_env=True)
    rest = _consume(parsed, words, known, in_env=False)
    if parsed.options.get("--check") and ("--eval" in parsed.options or parsed.options.get("--print")):
        raise BadOption("either --check or --eval can be used, not both")
    if any(name in parsed.options for name in _NEED_CHECKS):
        _check_profiles(parsed.options)
    if parsed.options.get("--watch-path") and not parsed.options.get("--test"):
        parsed.options["--watch"] = True
    if parsed.options.get("--watch"):
        _check_watch(parsed.options)
    if parsed.options.get("--test"):
        _check_test(parsed.options)
    elif "--eval" not in parsed.options and rest:
        parsed.script, rest = rest[0], rest[1:]
    parsed.arguments = rest
    return parsed


# ---- workers ----


def _of_the_process(name: str) -> bool:
    option = _known().get(name)
    return option is None or option.kind in ("v8", "engine") or name in _OF_THE_PROCESS


def check_for_worker(words: list[str] | None, environment: str | None) -> list[str]:
    """The errors in ``execArgv`` and NODE_OPTIONS of a worker: an empty list, or ``flags`` or ``env`` and each wrong option."""
    if environment:
        parsed = Parsed()
        try:
            _consume(parsed, split_environment(environment), _known(), in_env=True)
        except BadOption as error:
            return ["env", str(error)]
        wrong = [name for name in parsed.options if name in _OF_THE_PROCESS and name != "--stack-trace-limit"]
        if wrong:
            return ["env", *(f"{name}= is not allowed in NODE_OPTIONS" for name in wrong)]
    known = _known()
    refused: list[str] = []
    rest = list(words or ())
    while rest and rest[0].startswith("-") and rest[0] not in ("-", "--"):
        name = rest[0].partition("=")[0]
        if name.startswith("--"):
            name = "--" + name[2:].replace("_", "-")
        full = _ALIASES.get(name, (name,))[-1]
        if _of_the_process("--" + full[5:] if full.startswith("--no-") and full not in known else full):
            refused.append(rest.pop(0))
            continue
        for taken in (1, 2):  # alone, or with the word that is its value
            try:
                _consume(Parsed(), rest[:taken], known, in_env=False)
            except BadOption as error:
                wrong_value = str(error)
                continue
            rest = rest[taken:]
            break
        else:
            return ["flags", wrong_value]
    return ["flags", *refused] if refused else []


def parse_for_worker(base: dict[str, Any], words: list[str], environment: str) -> dict[str, Any]:
    """The options of a worker that is given ``execArgv`` or a NODE_OPTIONS of its own; the process's stay as they are in ``base``."""
    known = _known()
    parsed = Parsed()
    for option in known.values():
        if option.default:
            parsed.options[option.name] = True
    if environment:
        _consume(parsed, split_environment(environment), known, in_env=True)
    _consume(parsed, words, known, in_env=False)
    kept = {name: value for name, value in base.items() if _of_the_process(name) or name.startswith(("--allow-", "--permission"))}
    return {**{name: value for name, value in parsed.options.items() if name not in kept}, **kept}
