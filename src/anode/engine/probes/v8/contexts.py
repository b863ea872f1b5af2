"""Probes of V8's contexts and scripts for node:vm."""

from __future__ import annotations

import ctypes

from anode.engine.probes.expect import expect
from anode.engine.probes.lab import Lab
from anode.engine.probes.probe import Probe
from anode.engine.v8 import library, settings
from anode.engine.v8.modules.import_callbacks import ImportCallbacks
from anode.engine.v8.modules.linked_modules import LinkedModules
from anode.engine.v8.native import Call
from anode.engine.v8.vm.contexts import Contexts
from anode.engine.v8.vm.scripts import TRY_CATCH_SPACE, Scripts
from anode.engine.v8.vm.shadow_realms import ShadowRealms

_FILL = 0xA5


def _exceptions(lab: Lab) -> None:
    v8 = library.functions("exceptions")
    room = 2 * TRY_CATCH_SPACE
    seen: list[object] = []

    def catch(call: Call) -> None:
        caught = ctypes.create_string_buffer(bytes([_FILL]) * room, room)
        v8["TryCatch__CONSTRUCT"](caught, call.isolate)
        seen.append(0 < len(caught.raw.rstrip(bytes([_FILL]))) <= TRY_CATCH_SPACE)
        for again in (False, True):
            v8["Function__Call"](call.value(1), call.context, v8["Undefined"](call.isolate), 0, None)
            seen.extend((v8["TryCatch__HasCaught"](caught), v8["TryCatch__HasTerminated"](caught)))
            if again:
                v8["TryCatch__ReThrow"](caught)
            else:
                v8["TryCatch__Reset"](caught)
                seen.append(v8["TryCatch__HasCaught"](caught))
        v8["TryCatch__DESTRUCT"](caught)

    lab.isolate().native("""
      let thrown;
      try { call.catch(() => { throw 'thrown'; }); } catch (error) { thrown = error; }
      check(thrown === 'thrown', `a TryCatch throws ${thrown} again`);
    """, catch=catch)  # fmt: skip
    expect(seen, [True, True, False, False, True, False], "what a TryCatch says")


def _scripts(lab: Lab) -> None:
    scripts = Scripts(library.functions("contexts"))
    lab.isolate().native("""
      const thrown = (run) => { try { run(); } catch (error) { return error; } };
      const script = call.compile('globalThis.a = 7;\\n  const e = new Error("x"); throw e', 'é.js', 4, 0, Symbol('host'), undefined, 1);
      const error = thrown(() => call.run(script, undefined));
      check(globalThis.a === 7 && error?.message === 'x', `a script throws ${error}`);
      const at = call.thrown_at(error)?.slice(0, 4).join();
      check(at === 'é.js,6,28,29', `an error is said to be thrown at ${at}`);
      const made = call.made_at(thrown(() => call.run(call.compile('throw new Error()', 'm.js', 0, 0, Symbol('host'), undefined, 1))))?.slice(0, 4).join();
      check(made === 'm.js,1,6,7' || made === 'm.js,1,0,1', `an error is said to be made at ${made}`);
      const here = new Error();
      Error.captureStackTrace(here);
      check(call.code_at(here).startsWith('captureStackTrace(here)'), `a stack begins at ${call.code_at(here)}`);
      const syntax = thrown(() => call.compile('const const = 1', 's.js', 2, 3, Symbol('host'), undefined, 1));
      const place = call.thrown_at(syntax)?.join();
      check(place === 's.js,3,9,14,const const = 1,2,3', `a SyntaxError is said to stand at ${place}`);
      const text = 'let n = 0; for (let i = 0; i < 10; i++) n += i; n';
      const compiled = call.compile(text, 'c.js', 0, 0, Symbol('host'), undefined, 1);
      check(call.run(compiled, undefined) === 45, 'a script gives another value');
      const data = new Uint8Array(call.cache(compiled));
      check(call.compile(text, 'c.js', 0, 0, Symbol('host'), data, 0)[1] === 0, 'V8 refuses its own code');
      data.fill(255, 4, 16);
      check(call.compile(text + ' ', 'c.js', 0, 0, Symbol('host'), data, 0)[1] === 1, 'V8 takes code of another version');
      const add = call.compile_function('return a + b', 'f.js', 0, 0, Symbol('host'), undefined, ['a'], [{ b: 3 }], undefined, 1);
      check(add(4) === 7 && call.function_cache(add).byteLength > 0, 'a function compiled with a scope goes wrong');
    """, compile=scripts.compile, run=scripts.run, thrown_at=scripts.thrown_at, made_at=scripts.made_at, code_at=scripts.code_at, cache=scripts.cache,
        compile_function=scripts.compile_function,
        function_cache=scripts.function_cache)  # fmt: skip


_HANDLERS = """
  call.listen(
    (sandbox, key, value) => { sandbox[key] = value; },
    (sandbox, key) => Object.hasOwn(sandbox, key) ? 0 : undefined,
    (sandbox, key) => { delete sandbox[key]; },
    (sandbox, key, flags, has, value, get, set) => { seen.push([key, flags, has, value, typeof get, typeof set].join()); },
    (sandbox, key) => Object.getOwnPropertyDescriptor(sandbox, key),
    (sandbox, indices) => Object.keys(sandbox).filter((key) => (+key >= 0) === (indices === 1)).map((key) => (indices ? +key : key)),
    (global, error, sites) => `${global === globalThis} ${error.message} ${sites.length > 0}`);
  const seen = [];
  const sandbox = { y: 1, 5: 'five' };
  sandbox.self = sandbox;
  const [global, , queue] = call.create(sandbox, 0);
  check(queue === 0, 'a context has a queue of its own');
  const run = (source, there = global) => call.run(call.compile(source, 'c.js', 0, 0, Symbol('host'), undefined, 0), there);
  const equal = (source, value, there) => {
    let found;
    try { found = String(run(source, there)); } catch (error) { found = `${error.name}: ${error.message}`; }
    check(found === value, `in a context ${source} is ${found}, not ${value}`);
  };
  equal('y + this[5] + (self === this)', '1fivetrue');
  equal('var v = 2; function f() { return v; } w = f() + 1; const c = 4; f() + w + c', '9');
  check(sandbox.v === 2 && sandbox.w === 3 && typeof sandbox.f === 'function' && !('c' in sandbox), 'a sandbox lacks what was declared');
  equal('typeof nothing + c', 'undefined4');
  equal('nothing', 'ReferenceError: nothing is not defined');
  equal('"use strict"; nothing = 1', 'ReferenceError: nothing is not defined');
  equal('delete this.w; typeof w', 'undefined');
  equal('Object.keys(this).join()', '5,v,f,y,self');
  equal('("y" in this) + Object.getOwnPropertyDescriptor(this, "y").value', '2');
  run('Object.defineProperty(this, "d", { value: 1, enumerable: true, configurable: false })');
  run('Object.defineProperty(this, "g", { get() {}, configurable: true, enumerable: false })');
  const described = seen.slice(-2).join(';');
  check(described === 'd,11,1,1,undefined,undefined;g,14,2,,function,undefined', `a descriptor is ${described}`);
  equal('new Error("m").stack', 'false m true');
  sandbox.y = { get z() { throw new RangeError('thrown') } };
  equal('y.z', 'RangeError: thrown');
  delete sandbox.y;
  Object.defineProperty(sandbox, 'y', { get() { throw new RangeError('thrown') } });
  equal('y', 'RangeError: thrown');
"""

_CONTEXTS = """
  check(!(run('[]') instanceof Array) && global.Array !== Array, 'a context has the same intrinsics');
  equal('typeof queueMicrotask + typeof Map', 'undefinedfunction');
  equal('Promise.reject(1); 2', '2');
  equal('(async () => { await 1; globalThis.later = 3; })(); 0', '0');
  engine.runMicrotasks();
  check(sandbox.later === 3, 'a microtask of a context does not run');
  const hooked = [];
  call.set_promise_hooks(global, (promise) => { hooked.push(typeof promise); }, undefined, undefined, undefined);
  run('Promise.resolve(1)');
  call.set_promise_hooks(global, undefined, undefined, undefined, undefined);
  run('Promise.resolve(1)');
  check(hooked.join() === 'object', `the hooks of promises of a context are called for ${hooked}`);
  const [own, , number] = call.create({}, 1);
  equal('Promise.resolve().then(() => { globalThis.done = 1; }); 0', '0', own);
  engine.runMicrotasks();
  equal('typeof done', 'undefined', own);
  call.make_and_free();
  call.drain(own);
  equal('typeof done', 'number', own);
  check(number > 0, 'a context has no queue of its own');
  const [plain] = call.create(undefined, 6);
  equal('eval("1")', 'EvalError: Code generation from strings disallowed for this context', plain);
  equal('eval(5)', 'EvalError: Code generation from strings disallowed for this context', plain);
  const bytes = 'new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])); 0';
  equal(bytes, 'CompileError: WebAssembly.Module(): Wasm code generation disallowed by embedder', plain);
  equal(bytes, '0');
  equal('var a = 1; delete this.nothing; Object.keys(this).join()', 'a', plain);
  const module = call.compile_module('export default Array; globalThis.inModule = y2', 'm.mjs', 0, 0, 0);
  sandbox.y2 = 5;
  call.link(module, []);
  call.instantiate(module, global);
  call.evaluate(module, global);
  const code = new Uint8Array(call.module_cache(module));
  check(code.length > 0 && call.compile_with('export default Array; globalThis.inModule = y2', 'm.mjs', 0, 0, 0, code) > 0, 'V8 refuses its own code');
  check(call.compile_with('1', 'n.mjs', 0, 0, 0, new Uint8Array(40)) === undefined, 'V8 takes any code');
  check(call.namespace(module, global).default === global.Array && sandbox.inModule === 5, 'a module runs in another context');
  const asked = [];
  call.hear((specifier, name, host, phase, attributes, where) => {
    asked.push(specifier, where === global);
    return specifier === 'z' ? Promise.reject(8) : specifier === 'later' ? new Promise((resolve) => { settle = () => resolve(9); }) : Promise.resolve(7);
  }, () => {});
  let settle;
  run('import("x").then((value) => { imported = [value, import("y") instanceof Promise]; })');
  run('import("z").catch((value) => { imported.push(value); }); import("later").then((value) => { imported.push(value); });');
  settle();
  for (let i = 0; i < 3; i++) engine.runMicrotasks();
  const order = asked.join();
  check(sandbox.imported?.join() === '7,true,8,9', `import() in a context gives ${sandbox.imported}`);
  check(order === 'x,true,z,true,later,true,y,true', `import() in a context asks for ${order}`);
"""


def _contexts(lab: Lab, fast: bool, source: str) -> None:
    v8 = library.functions("contexts")
    scripts, modules = Scripts(v8), LinkedModules(library.functions("modules"))
    contexts = Contexts(v8, scripts, modules, fast)
    imports = ImportCallbacks(library.functions("modules"), modules)
    fast_pages: list[bool] = []

    def listen(call: Call) -> None:
        contexts.listen(call)
        fast_pages.append(contexts.interceptors is not None and contexts.interceptors.page is not None)

    def make_and_free(call: Call) -> None:
        contexts.free_queue(contexts.new_queue(call.context)[1])

    # The callbacks stay set in the isolate, so it must stay, too.
    isolate = lab.fresh()
    isolate.pin()
    isolate.native(
        _HANDLERS + source, listen=listen, create=contexts.create, drain=contexts.drain, compile=scripts.compile, run=scripts.run,
        compile_module=modules.compile, compile_with=lambda call: scripts.compile_module(call, modules),
        module_cache=lambda call: scripts.module_cache(call, modules.local(call.isolate, call.integer(1))),
        link=modules.link, instantiate=contexts.instantiate, evaluate=contexts.evaluate,
        namespace=contexts.namespace, hear=imports.listen, make_and_free=make_and_free,
        set_promise_hooks=contexts.set_promise_hooks)  # fmt: skip
    isolate.unpin()
    isolate.close()
    expect(fast_pages, [fast], "whether the handlers are machine code")


def _shadow_realms(lab: Lab) -> None:
    v8 = library.functions("shadow-realms")
    contexts = Contexts(v8, Scripts(v8), LinkedModules(library.functions("modules")), False)
    kept: list[ShadowRealms] = []
    settings.set_flags("--harmony-shadow-realm")
    isolate = lab.fresh()
    settings.set_flags("--no-harmony-shadow-realm")
    isolate.pin()
    isolate.native("""
      call.install();
      const realm = new ShadowRealm();
      check(realm.evaluate('globalThis.x = 1; typeof queueMicrotask + x') === 'undefined1', 'code of a ShadowRealm goes wrong');
      check(realm.evaluate('(a) => a + x')(4) === 5 && !('x' in globalThis), 'a function of a ShadowRealm goes wrong');
      realm.evaluate('Promise.reject(1); 0');
    """, install=lambda call: kept.append(ShadowRealms(v8, contexts, call)))  # fmt: skip
    isolate.unpin()
    isolate.close()


PROBES = (
    Probe("exceptions", "exceptions", _exceptions),
    Probe("scripts", "contexts", _scripts),
    Probe("contexts", "contexts", lambda lab: _contexts(lab, False, _CONTEXTS)),
    Probe("context-code", "context-code", lambda lab: _contexts(lab, True, "")),
    Probe("shadow-realms", "shadow-realms", _shadow_realms),
)
