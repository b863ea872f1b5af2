"""Probes of V8's functions for modules and compiled code, and of the C++ objects that they work with."""

from __future__ import annotations

import ctypes

from anode.engine.probes.expect import Wrong, expect
from anode.engine.probes.lab import Lab
from anode.engine.probes.probe import Probe
from anode.engine.v8 import library
from anode.engine.v8.modules.code_cache import CodeCache, Entry
from anode.engine.v8.modules.import_callbacks import ImportCallbacks
from anode.engine.v8.modules.linked_modules import OBJECT_SPACE, LinkedModules
from anode.engine.v8.modules.places import Places
from anode.engine.v8.native import Call

_FILL = 0xA5


def _object_space(lab: Lab) -> None:
    v8 = library.functions("modules")
    room = 4 * OBJECT_SPACE
    used: list[int] = []

    def construct(call: Call) -> None:
        origin, source = (ctypes.create_string_buffer(bytes([_FILL]) * room, room) for _ in range(2))
        options = v8["PrimitiveArray__New"](call.isolate, 1)
        v8["ScriptOrigin__CONSTRUCT"](origin, call.value(1), 1, 2, True, 3, call.value(1), True, True, True, options)
        v8["ScriptCompiler__Source__CONSTRUCT"](source, call.value(1), origin, None)
        used.extend(len(data.raw.rstrip(bytes([_FILL]))) for data in (origin, source))
        v8["ScriptCompiler__Source__DESTRUCT"](source)

    lab.isolate().native("call.construct('text')", construct=construct)
    if not 0 < min(used) <= max(used) <= OBJECT_SPACE:
        raise Wrong(f"a ScriptOrigin and a Source take {used} bytes, of {OBJECT_SPACE}")


def _modules(lab: Lab) -> None:
    modules = LinkedModules(library.functions("modules"))
    seen: list[object] = []

    def load(call: Call) -> None:
        number = modules.compile_file(call, "import { x } from 'é'; export const y = x + 1".encode(), "file:///graph.mjs")
        seen.append(modules.requests_of(call, number))
        seen.append(modules.by_url["file:///graph.mjs"] == number)
        call.answer_integer(number)

    lab.isolate().native("""
      const main = call.compile(
        "import { a } from 'first'; import b from 'second' with { k: 'v' }; import source s from 'third'; await 0; export { a, b, s }",
        'file:///main.mjs', 0, 0, 0);
      const requests = call.requests(main).map((row) => row.join()).join(';');
      check(requests === 'first,2;second,2,k,v;third,0', `the requests of a module are ${requests}`);
      const ran = [];
      const first = call.compile('export let a = 7; globalThis.ranFirst = true', 'file:///first.mjs', 0, 0, 0);
      const second = call.synthesize('second', ['default'], (number) => {
        ran.push(number);
        call.set_export(number, 'default', 8);
        return Promise.resolve();
      });
      const third = call.hold('held');
      call.link(first, []);
      call.link(main, [first, second, 99]);
      const thrown = (run) => { try { run(); } catch (error) { return `${error.name}: ${error.message}`; } };
      const missing = thrown(() => call.instantiate(main));
      check(missing === "Error: request for 'third' is not yet fulfilled", `a module that is not linked throws ${missing}`);
      call.link(main, [first, second, third]);
      call.instantiate(main);
      check(call.status(main) === 2, `the status of a linked module is ${call.status(main)}`);
      check(call.is_graph_async(main) === 1 && call.is_graph_async(first) === 0, 'Module::IsGraphAsync changed');
      const promise = call.evaluate(main);
      engine.runMicrotasks();
      check(engine.getPromiseDetails(promise)[0] === 1 && call.status(main) === 4, `the status of an evaluated module is ${call.status(main)}`);
      const { a, b, s } = call.namespace(main);
      check(a === 7 && b === 8 && s === 'held' && ran.join() === `${second}`, `the exports of a module are ${a}, ${b}, ${s}`);
      check(engine.types.isModuleNamespaceObject(call.namespace(main)), 'core.isModuleNamespaceObject() of a namespace is false');
      const bad = call.compile("throw 'thrown'", 'file:///bad.mjs', 0, 0, 0);
      call.instantiate(bad);
      call.evaluate(bad).catch(() => {});
      check(call.status(bad) === 5 && call.exception(bad) === 'thrown', `the status of a module that throws is ${call.status(bad)}`);
      const syntax = thrown(() => call.compile('import', 'file:///syntax.mjs', 0, 0, 0));
      check(syntax?.startsWith('SyntaxError'), `a module that does not compile throws ${syntax}`);
      call.link(call.load(), [first]);
      call.release(bad);
    """, load=load, compile=modules.compile, requests=modules.requests, link=modules.link, instantiate=modules.instantiate, evaluate=modules.evaluate,
        namespace=modules.namespace, status=modules.status, exception=modules.exception, is_graph_async=modules.is_graph_async,
        synthesize=modules.synthesize, set_export=modules.set_export, hold=modules.hold, release=modules.release)  # fmt: skip
    expect(seen, [[("é", 2, {})], True], "what is read of a module from a file")


def _same_module(lab: Lab) -> None:
    # Two handles of one module, and one of another: told apart where their hashes are the same.
    v8 = library.functions("modules")
    modules = LinkedModules(v8)
    found: list[bool] = []

    def compare(call: Call) -> None:
        one, same, other = (modules.local(call.isolate, number) for number in (1, 1, 2))
        found.extend((v8["Data__EQ"](one, same), v8["Data__EQ"](one, other)))
        found.append(v8["Module__GetIdentityHash"](one) == v8["Module__GetIdentityHash"](same))

    lab.isolate().native("""
      call.compile('1', 'file:///1.mjs', 0, 0, 0);
      call.compile('2', 'file:///2.mjs', 0, 0, 0);
      call.compare();
    """, compile=modules.compile, compare=compare)  # fmt: skip
    expect(found, [True, False, True], "what Data::EQ and Module::GetIdentityHash say of handles of modules")


def _import_callbacks(lab: Lab) -> None:
    v8 = library.functions("modules")
    modules = LinkedModules(v8)
    # Its callbacks stay set in the isolate, so it must stay, too.
    isolate = lab.fresh()
    isolate.pin()
    callbacks = ImportCallbacks(v8, modules)
    isolate.native("""
      const asked = [];
      call.listen((...args) => { asked.push(args.slice(0, 4).concat(args[4].join()).join()); return Promise.resolve({ a: 7 }); },
                  (number, meta) => { meta.url = `number ${number}`; });
      const source = "globalThis.results = [import('x', { with: { k: 'v' } }), import.source('y'), import.meta.url]";
      const run = (url, host) => {
        const number = call.compile(source, url, 0, 0, host);
        call.instantiate(number);
        call.evaluate(number);
        return number;
      };
      const own = run('file:///own.mjs', 0), other = run('file:///other.mjs', 17);
      engine.runMicrotasks();
      check(asked.join(';') === 'x,file:///own.mjs,0,2,k,v;y,file:///own.mjs,0,0,;x,file:///other.mjs,17,2,k,v;y,file:///other.mjs,17,0,',
        `import() asks for ${asked.join(';')}`);
      const [promise, , url] = globalThis.results;
      check(engine.getPromiseDetails(promise)[1].a === 7, 'import() gives another promise');
      check(url === `number ${other}` && other !== own, `import.meta.url is ${url}`);
    """, listen=callbacks.listen, compile=modules.compile, instantiate=modules.instantiate, evaluate=modules.evaluate)  # fmt: skip
    isolate.unpin()
    isolate.close()


def _places(lab: Lab) -> None:
    modules = LinkedModules(library.functions("modules"))
    places = Places(library.functions("places"), modules)
    lab.isolate().native("""
      const run = (source, url) => {
        const number = call.compile(source, url, 0, 0, 0);
        call.instantiate(number);
        return [number, call.evaluate(number)];
      };
      const [, rejected] = run('\\n  throw new Error("x")', 'file:///throws.mjs');
      rejected.catch(() => {});
      const place = call.of_error(engine.getPromiseDetails(rejected)[1]);
      check(place?.join() === 'file:///throws.mjs,2,9', `an error is said to be made at ${place}`);
      const [number] = run('\\n\\n await new Promise(() => {})', 'file:///waits.mjs');
      const stalled = call.stalled(number).map((row) => row.join()).join(';');
      check(stalled === 'file:///waits.mjs,3,2', `a stalled await is said to stand at ${stalled}`);
    """, compile=modules.compile, instantiate=modules.instantiate, evaluate=modules.evaluate, of_error=places.of_error,
        stalled=places.stalled)  # fmt: skip


class _MemoryCache(CodeCache):
    """A code cache whose files are the values of a dictionary."""

    files: dict[str, bytes]

    def _path(self, kind: str, name: str) -> str:
        return f"{kind} {name}"

    def _read(self, kind: str, name: str, entry: Entry) -> bytes | None:
        return self.files.get(entry.path)

    def _write(self, entry: Entry, what: str, data: bytes) -> None:
        self.files[entry.path] = data


def _code_cache(lab: Lab) -> None:
    files: dict[str, bytes] = {}

    def run() -> str:
        # In an isolate of its own: in one that has compiled the text before, V8 does not look at the cache.
        log: list[str] = []
        isolate = lab.fresh()
        isolate.pin()
        cache = _MemoryCache(library.functions("code-cache"), LinkedModules(library.functions("modules")), log.append)
        cache.files = files
        isolate.native("""
          const text = 'let n = 0; for (let i = 0; i < 10; i++) n += i; return n + a';
          check(call.compile(text, 'file:///probe.js', ['a'], 'probe.js')(1) === 46, 'a function compiled with a code cache goes wrong');
          check(call.compile_module('export const a = 1', 'file:///probe.mjs', 0, 0, 0) > 0, 'a module does not compile with a code cache');
          call.write();
        """, compile=cache.compile, compile_module=cache.compile_module, write=cache.write)  # fmt: skip
        isolate.unpin()
        isolate.close()
        return ", ".join(word for line in log for word in ("accepted", "rejected", "not initialized") if f"was {word}" in line)

    expect(run(), "not initialized, not initialized", "what V8 says of code without a cache")
    expect(run(), "accepted, accepted", "what V8 says of its own code")
    for path, data in files.items():  # a magic number, then hashes of V8's version, the source and the flags
        files[path] = data[:4] + bytes(byte ^ 0xFF for byte in data[4:16]) + data[16:]
    expect(run(), "rejected, rejected", "what V8 says of code of another version")


PROBES = (
    Probe("object-space", "modules", _object_space),
    Probe("modules", "modules", _modules),
    Probe("same-module", "modules", _same_module),
    Probe("import-callbacks", "modules", _import_callbacks),
    Probe("places", "places", _places),
    Probe("code-cache", "code-cache", _code_cache),
)
