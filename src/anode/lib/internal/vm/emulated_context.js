'use strict';

// The contexts of node:vm where V8's own could not be found (internal/vm/realm.js): a context is a scope. A script runs inside a `with`
// over a proxy that looks up every name, in the context's object first and then among the language's own globals. The difference from Node:
// the intrinsics (Array, Object, …) are those of the program itself.

const {
  ArrayPrototypeJoin, ArrayPrototypeMap, EvalError, ObjectCreate, ObjectDefineProperty, ObjectGetOwnPropertyDescriptor,
  ObjectHasOwn, ObjectKeys, Proxy, ReferenceError, ReflectApply, ReflectDefineProperty, ReflectDeleteProperty, ReflectGet,
  ReflectGetOwnPropertyDescriptor, ReflectHas, ReflectOwnKeys, ReflectSet, RegExpPrototypeExec, SafeSet, String,
  SymbolUnscopables, TypeError,
} = primordials;

const { kEmptyObject } = require('internal/util/frozen');
const engine = require('internal/engine');
const { declarations } = require('internal/vm/declarations');
const { USE_MAIN_CONTEXT_DEFAULT_LOADER, importById } = require('internal/vm/dynamic_import');
const { IMPORT } = require('internal/vm/module_source');

const languageNames = [
  'AggregateError', 'Array', 'ArrayBuffer', 'AsyncDisposableStack', 'Atomics', 'BigInt', 'BigInt64Array', 'BigUint64Array',
  'Boolean', 'DataView', 'Date', 'DisposableStack', 'Error', 'EvalError', 'FinalizationRegistry', 'Float16Array', 'Float32Array',
  'Float64Array', 'Function', 'Infinity', 'Int16Array', 'Int32Array', 'Int8Array', 'Intl', 'Iterator', 'JSON', 'Map', 'Math',
  'NaN', 'Number', 'Object', 'Promise', 'Proxy', 'RangeError', 'ReferenceError', 'Reflect', 'RegExp', 'Set', 'SharedArrayBuffer',
  'String', 'SuppressedError', 'Symbol', 'SyntaxError', 'TypeError', 'URIError', 'Uint16Array', 'Uint32Array', 'Uint8Array',
  'Uint8ClampedArray', 'WeakMap', 'WeakRef', 'WeakSet', 'WebAssembly', 'console', 'decodeURI', 'decodeURIComponent', 'encodeURI',
  'encodeURIComponent', 'escape', 'eval', 'isFinite', 'isNaN', 'parseFloat', 'parseInt', 'undefined', 'unescape',
];
const language = new SafeSet(languageNames);

// Names inside the function that evaluates a script; a script that uses them sees its own text.
const CODE = '__anode_code__', CAPTURE = '__anode_capture__', READ = '__anode_read__', SCOPE = '__anode_scope__';
const ownNames = new SafeSet([CODE, CAPTURE, READ, SCOPE]);

let evaluate;
const { eval: engineEval, Function: EngineFunction, WebAssembly } = globalThis;

// Replacements for the globals that make code from strings, or WebAssembly from bytes; undefined if both are allowed.
function withoutGeneration({ strings = true, wasm = true } = kEmptyObject) {
  if (strings && wasm) return undefined;
  const replaced = { __proto__: null };
  if (!strings) {
    const refuse = () => { throw new EvalError('Code generation from strings disallowed for this context'); };
    replaced.eval = { eval(text) { return refuse(); } }.eval;
    replaced.Function = new Proxy(EngineFunction, { __proto__: null, apply: refuse, construct: refuse });
  }
  if (!wasm) {
    const refuse = () => { throw new WebAssembly.CompileError('WebAssembly.Module(): Wasm code generation disallowed by embedder'); };
    replaced.WebAssembly = ObjectCreate(
      WebAssembly, { Module: { __proto__: null, value: new Proxy(WebAssembly.Module, { __proto__: null, construct: refuse }) } });
  }
  return replaced;
}

class Context {
  constructor(sandbox = {}, { ownMicrotasks = false, codeGeneration, importModuleDynamically } = kEmptyObject) {
    this.sandbox = sandbox;
    this.ownMicrotasks = ownMicrotasks;  // whether a run ends with the microtasks
    this.replaced = withoutGeneration(codeGeneration);  // replacements for globals, where code must not be made
    this.starting = false;               // whether the next `eval` is our own
    this.declared = new SafeSet();       // variables, which cannot be deleted
    this.importer = importModuleDynamically;
    if (importModuleDynamically === USE_MAIN_CONTEXT_DEFAULT_LOADER) require('internal/modules/esm/native').unnamedScripts.allowed = true;
    this.lexicals = ObjectCreate(null);
    this.strict = false;               // whether the script that ran last is strict
    this.unknown = new SafeSet();      // names a script may ask about though they do not exist
    this.asked = undefined;            // the name the scope was last asked for: the next read is of a variable, not of a property
    this.ownEval = undefined;
    this.global = new Proxy(sandbox, {
      __proto__: null,
      has: (target, key) => ReflectHas(target, key) || key === 'globalThis' || language.has(key),
      get: (target, key) => this.read(key),
    });
    this.scope = new Proxy(ObjectCreate(null), {
      __proto__: null,
      has: (target, key) => {
        if (ownNames.has(key)) return false;
        this.asked = key;
        return true;
      },
      get: (target, key) => this.resolve(key),
      set: (target, key, value) => this.assign(key, value),
      deleteProperty: (target, key) => !this.declared.has(key) && ReflectDeleteProperty(sandbox, key),
      getOwnPropertyDescriptor: (target, key) => {
        const found = ReflectGetOwnPropertyDescriptor(sandbox, key);
        return found === undefined ? found : { ...found, configurable: true };
      },
      ownKeys: () => ReflectOwnKeys(sandbox),
      defineProperty: (target, key, descriptor) => ReflectDefineProperty(sandbox, key, descriptor),
    });
  }

  // Code in the context gets its global object instead of the program's.
  outside(value) {
    return value === this.sandbox ? this.global : value;
  }

  read(key) {
    if (ReflectHas(this.sandbox, key)) return this.outside(this.sandbox[key]);
    if (key === 'globalThis') return this.global;
    if (key === 'eval' && this.replaced === undefined) return this.evalHere;
    return language.has(key) ? this.languageValue(key) : undefined;
  }

  // `eval` as a value, which evaluates in this context. Under its own name it is the language's, and sees the variables around it.
  get evalHere() {
    return this.ownEval ??= { eval: (text) => (typeof text === 'string' ? this.run(text, '<anonymous>') : text) }.eval;
  }

  languageValue(key) {
    return this.replaced !== undefined && ObjectHasOwn(this.replaced, key) ? this.replaced[key] : globalThis[key];
  }

  resolve(key) {
    if (typeof key === 'symbol') return key === SymbolUnscopables ? undefined : this.sandbox[key];
    const variable = this.asked === key;
    this.asked = undefined;
    if (key === 'eval' && this.starting) {
      this.starting = false;
      return engineEval;
    }
    if (ObjectHasOwn(this.lexicals, key)) return this.lexicals[key];
    if (ReflectHas(this.sandbox, key)) {
      const value = ReflectGet(this.sandbox, key);
      return key === 'eval' && value === this.ownEval ? engineEval : this.outside(value);
    }
    if (key === 'globalThis') return this.global;
    if (language.has(key)) return this.languageValue(key);
    if (key === IMPORT) return importById;
    if (variable && !this.unknown.has(key)) throw new ReferenceError(`${key} is not defined`);
    return undefined;
  }

  assign(key, value) {
    this.asked = undefined;
    if (ObjectHasOwn(this.lexicals, key)) {
      this.lexicals[key] = value;
      return true;
    }
    if (this.strict && !ReflectHas(this.sandbox, key)) throw new ReferenceError(`${String(key)} is not defined`);
    if (ReflectSet(this.sandbox, key, value)) return true;
    if (this.strict) throw new TypeError(`Cannot assign to read only property '${String(key)}' of object '#<Object>'`);
    return true;
  }

  runMicrotasks() {
    engine.runMicrotasks();
  }

  // Runs a script and gives its completion value.
  run(source, filename) {
    if (source === 'eval') return this.read('eval');  // a program that wants it as a value, as jsdom does
    const found = declarations(source);
    this.strict = found.strict;
    for (const name of found.typeofs) this.unknown.add(name);
    for (let i = 0; i < found.vars.length; i++) {
      this.unknown.add(found.vars[i]);
      if (!ObjectHasOwn(this.sandbox, found.vars[i])) this.declared.add(found.vars[i]);
    }
    // Variables that eval declares belong to the function around it, outside of the `with`: READ finds them there, while the script's own
    // assignments reach the scope first.
    evaluate ??= engine.compileFunction(
      `const ${READ} = (name) => { try { return eval(name); } catch {} }; with (${SCOPE}) return eval(${CODE});`, 'anode:vm', [
        CODE, CAPTURE, SCOPE,
      ]);
    this.starting = true;
    const capture = (functions, lexicals, vars) => this.capture(functions, lexicals, vars);
    return ReflectApply(evaluate, this.global, [prologue(found) + source + ending(filename), capture, this.scope]);
  }

  capture(functions, lexicals, vars) {
    for (const name in functions) {
      if (typeof functions[name] !== 'function') continue;  // not of the script's top level
      ReflectDefineProperty(this.sandbox, name, {
        __proto__: null, value: functions[name], writable: true, enumerable: true, configurable: true,
      });
    }
    copyAccessors(lexicals, this.lexicals);
    copyAccessors(vars, this.sandbox);
  }

  // A function whose free names are looked up in `extensions` and then in the context.
  compile(source, filename, params, extensions) {
    let opening = 'with (this.scope) ';
    for (let i = 0; i < extensions.length; i++) opening += `with (this.extensions[${i}]) `;
    const text = `return (function (${ArrayPrototypeJoin(params, ', ')}) {\n${source}\n})`;
    const make = engine.compileFunction(`${opening}{ ${text} }`, `eval:${filename}`, []);
    return ReflectApply(make, { scope: this.scope, extensions }, []);
  }
}

function copyAccessors(from, to) {
  const names = ObjectKeys(from);
  for (let i = 0; i < names.length; i++) {
    ObjectDefineProperty(to, names[i], { __proto__: null, ...ObjectGetOwnPropertyDescriptor(from, names[i]), configurable: true });
  }
}

// The code before the script on its first line: it makes the script's declarations known to the context. In a strict script variables are
// bindings of its own, too.
function prologue({ functions, vars, lexicals, strict }) {
  const directive = strict ? '"use strict";' : '';
  if (functions.length === 0 && lexicals.length === 0 && (!strict || vars.length === 0)) return directive;
  const list = (names, write) => `{${ArrayPrototypeJoin(ArrayPrototypeMap(names, write), ',')}}`;
  const accessor = (name) => `get ${name}(){return ${name}},set ${name}(v){${name}=v}`;
  const own = list(functions, (name) => (strict ? `${name}:${name}` : `${name}:${READ}("${name}")`));
  return `${directive}${CAPTURE}(${own},${list(lexicals, accessor)},${list(strict ? vars : [], accessor)});`;
}

const ending = (filename) => (RegExpPrototypeExec(/[\s'"]/, filename) === null ? `\n//# sourceURL=eval:${filename}` : '');

module.exports = { Context };
