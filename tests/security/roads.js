'use strict';
// Every known way from user code to the engine's internals. The script prints those that succeed; none may.

// Getters on prototypes reject promises; this is expected.
process.on('unhandledRejection', () => {});

const reached = [];
const seen = new WeakSet();

// Recognizes internals of the engine: ops, the bootstrap object, jsrun's helpers, the parameters of anode's wrapper.
function isInternal(value) {
  if (typeof value === 'function') {
    const text = Function.prototype.toString.call(value);
    if (/op_[a-z_]+|__jsrun|__bootstrap/.test(value.name)) return `op ${value.name}`;
    if (/^function\s*\(exports, ?require, ?module, ?primordials/.test(text)) return 'the wrapper of an internal file';
  }
  if (value !== null && (typeof value === 'object' || typeof value === 'function')) {
    for (const key of ['op_jsrun_call_python_sync', 'ops', 'core', 'crossTurn', 'requireInternal', 'uncurryThis', 'internals']) {
      let own;
      try {
        own = Object.getOwnPropertyDescriptor(value, key);
      } catch {
        continue;
      }
      if (own !== undefined && (key !== 'core' || typeof own.value === 'object')) return `an object with ${key}`;
    }
  }
  return undefined;
}

function look(value, road, depth = 2) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return;
  const found = isInternal(value);
  if (found !== undefined) reached.push(`${road}: ${found}`);
  if (depth === 0 || seen.has(value)) return;
  seen.add(value);
  let keys;
  try {
    keys = Reflect.ownKeys(value);
  } catch {
    return;
  }
  for (const key of keys) {
    try {
      look(value[key], `${road}.${String(key)}`, depth - 1);
    } catch {
      // A getter that throws gives no value.
    }
  }
}

// 1. Globals, by name, and all objects below them.
for (const name of ['__bootstrap', '__anode', '__jsrunCallSync', '__jsrunCallAsync', '__host_op_sync__', '__host_op_async__', '__jsrun_bind_object',
                    '__jsrun_from_py_stream', 'Deno', 'primordials', 'binding', 'internalBinding']) {
  if (name in globalThis) reached.push(`globalThis.${name}`);
}
look(globalThis, 'globalThis', 4);
look(process, 'process', 4);
look(require, 'require', 3);
look(module, 'module', 3);
for (const id of require('module').builtinModules) look(require(id), id, 3);

// 2. Call sites of internal frames.
function callSites(error) {
  const old = Error.prepareStackTrace;
  Error.prepareStackTrace = (e, sites) => sites;
  const sites = error.stack;
  Error.prepareStackTrace = old;
  return Array.isArray(sites) ? sites : [];
}
function inspectSites(error, road) {
  for (const site of callSites(error)) {
    for (const name of ['getThis', 'getFunction', 'getEvalOrigin', 'getTypeName']) {
      try {
        const value = site[name]?.();
        if (typeof value === 'function' && /node:|ext:/.test(String(site.getFileName?.()))) reached.push(`${road}: ${name}() of ${site.getFileName()}`);
        look(value, `${road} ${name}`, 2);
      } catch {
        // The call may be refused.
      }
    }
    look(site, road, 2);
    look(Object.getPrototypeOf(site), `${road} prototype`, 1);
  }
}
Error.stackTraceLimit = 100;
inspectSites(new Error('here'), 'callsite');
// V8's own call sites, which V8 passes to a data property that replaces the accessor.
{
  const accessor = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  const inspectBare = () => {
    Object.defineProperty(Error, 'prepareStackTrace', { configurable: true, writable: true, value: (e, sites) => sites });
    inspectSites(new Error('bare'), 'bare callsite');
    Object.defineProperty(Error, 'prepareStackTrace', accessor);
  };
  inspectBare();
  new (require('events'))().on('x', inspectBare).emit('x');
  require('fs').stat('/', inspectBare);
  process.nextTick(inspectBare);
  Promise.resolve().then(inspectBare);
  setImmediate(inspectBare);
}
const { EventEmitter } = require('events');
const emitter = new EventEmitter();
emitter.on('x', () => inspectSites(new Error('in a listener'), 'callsite in a listener'));
emitter.emit('x');
try {
  require('fs').readFileSync('/no/such/file');
} catch (error) {
  inspectSites(error, 'callsite of an fs error');
  look(error, 'fs error', 3);
}
[1].map(() => inspectSites(new Error('in map'), 'callsite in map'));

// 3. `caller` and `arguments` of the calling function, from a sloppy function.
const sloppy = new Function('look', 'reached', `
  let f;
  try { f = sloppyInner; } catch {}
  function sloppyInner() {
    for (let at = sloppyInner.caller, i = 0; at && i < 20; i++) {
      look(at, 'caller', 1);
      let args; try { args = at.arguments; } catch { break; }
      if (args) for (const a of args) look(a, 'caller.arguments', 1);
      let next; try { next = at.caller; } catch { break; }
      at = next;
    }
  }
  return sloppyInner;`)(look, reached);
emitter.on('sloppy', sloppy);
emitter.emit('sloppy');
[1].forEach(sloppy);
JSON.stringify({ toJSON: sloppy });
process.nextTick(sloppy);
setTimeout(sloppy, 1);
setImmediate(sloppy);
Promise.resolve().then(sloppy);
require('fs').readFile(__filename, sloppy);

// 4. Patched prototypes, getters and setters on Object.prototype, toJSON, Proxy traps, Symbol.species: each value that passes is checked.
const spied = [
  [Array.prototype, ['push', 'pop', 'shift', 'slice', 'concat', 'forEach', 'map', 'join', 'indexOf', 'includes', 'splice', Symbol.iterator]],
  [Function.prototype, ['call', 'apply', 'bind']], [String.prototype, ['slice', 'split', 'replace', 'startsWith', 'indexOf', 'charCodeAt']],
  [Map.prototype, ['get', 'set', 'has', 'delete']], [Set.prototype, ['add', 'has']], [WeakMap.prototype, ['get', 'set']],
  [RegExp.prototype, ['exec', 'test', Symbol.replace, Symbol.split]], [Promise.prototype, ['then', 'catch', 'finally']],
  [JSON, ['parse', 'stringify']], [Reflect, ['apply', 'get', 'ownKeys', 'construct']], [Object, ['keys', 'assign', 'defineProperty', 'create']],
  [Object.getPrototypeOf(Uint8Array.prototype), ['set', 'subarray', 'slice', 'fill']], [Date, ['now']], [Math, ['floor']],
];
const originals = [];
const { apply, construct, defineProperty: define_ } = { apply: Reflect.apply, construct: Reflect.construct, defineProperty: Object.defineProperty };
const define = (owner, name, value) => define_(owner, name, { __proto__: null, value, configurable: true, writable: true });
for (const [owner, names] of spied) {
  for (const name of names) {
    const original = owner[name];
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    originals.push([owner, name, descriptor]);
    let looking = false;
    define(owner, name, function(...args) {
      if (!looking) {
        looking = true;
        look(this, `this of ${String(name)}`, 2);
        for (let i = 0; i < args.length; i++) look(args[i], `argument of ${String(name)}`, 2);
        looking = false;
      }
      return new.target ? construct(original, args) : apply(original, this, args);
    });
  }
}
const use = () => {
  const fs = require('fs');
  fs.statSync('/');
  fs.readdirSync('/');
  fs.readFileSync(__filename, 'utf8');
  Buffer.from('abc').toString('hex');
  new URL('http://example.org/ü?x=1').searchParams.get('x');
  require('util').inspect({ a: [1, new Map([[1, 2]])] });
  require('path').join('a', '..', 'b');
  require('os').cpus();
  new (require('events'))().once('x', () => {});
  structuredClone({ a: 1 });
  setTimeout(() => {}, 0);
  process.nextTick(() => {});
  require('zlib').gzipSync('x');
  try { require('./nowhere'); } catch { /* expected */ }
};
use();
for (let i = 0; i < originals.length; i++) define_(originals[i][0], originals[i][1], originals[i][2]);

const accessors = ['code', 'errno', 'syscall', 'path', 'message', 'value', 'get', 'set', 'then', 'toJSON', 'constructor', 'length', 'kind', 'id', 'exports',
                   'paths', 'filename', 'listener', 'callback', 'frame', '0', '1', 'enumerable', 'configurable', 'writable', 'signal', 'encoding', 'flags'];
for (const name of accessors) {
  if (name === 'constructor') continue;
  define_(Object.prototype, name, {
    __proto__: null, configurable: true,
    get() { look(this, `getter ${name} on Object.prototype`, 2); return undefined; },
    set(value) {
      look(this, `setter ${name} on Object.prototype`, 2);
      look(value, `value given to ${name} on Object.prototype`, 2);
      define_(this, name, { __proto__: null, value, configurable: true, writable: true, enumerable: true });
    },
  });
}
try {
  use();
} catch (error) {
  console.log('use with accessors on Object.prototype failed:', error.message);
}
for (const name of accessors) delete Object.prototype[name];

const proxy = new Proxy(function() {}, {
  get(target, key, receiver) { look(receiver, 'receiver of a trap', 1); return Reflect.get(target, key); },
  apply(target, self, args) { look(self, 'this of a trap', 2); for (const a of args) look(a, 'argument of a trap', 2); },
});
for (const give of [
  () => require('util').inspect(proxy), () => require('fs').readFile(__filename, proxy), () => emitter.on('p', proxy), () => emitter.emit('p', 1),
  () => process.nextTick(proxy), () => setTimeout(proxy, 0), () => Buffer.from(proxy), () => new URL(proxy), () => require(proxy),
  () => structuredClone(proxy), () => require('path').join(proxy), () => process.emitWarning(proxy), () => Promise.resolve(proxy),
]) {
  try {
    give();
  } catch {
    // The call is refused.
  }
}

// 5. The constructor chains of given objects.
for (const value of [process, require, module, console, setTimeout(() => {}, 0), process.stdout, new URL('a:b'), process.hrtime, performance]) {
  for (let at = value, i = 0; at && i < 6; i++) {
    look(at.constructor, 'constructor', 2);
    at = Object.getPrototypeOf(at);
  }
}
try {
  const outer = process.constructor.constructor('return this')();
  if (outer !== globalThis) look(outer, 'another global', 3);
} catch {
  // The call is refused.
}

// 6. Modules under privileged names.
const imports = ['ext:core/mod.js', 'ext:core/ops', 'ext:deno_core/mod.js', 'node:anode-builtin:fs', 'node:anode-commonjs:%2Fx', 'node:internal/bootstrap/loader',
                 'node:internal/engine', 'internal/engine', 'node:bootstrap/pump', 'data:text/javascript,import "ext:core/mod.js"',
                 `data:text/javascript,export * from 'ext:core/mod.js'`, 'checkin:x', 'node:anode-error:0', 'file:///ext:core/mod.js'];
for (const id of imports) {
  try {
    look(require(id), `require ${id}`, 2);
    reached.push(`require('${id}') is allowed`);
  } catch {
    // The call is refused.
  }
}
const tried = imports.map((id) => import(id).then((namespace) => {
  look(namespace, `import ${id}`, 3);
  reached.push(`import('${id}') is allowed`);
}, () => {}));

// 7. vm, where it is available.
let vm;
try {
  vm = require('vm');
} catch {
  // Not available in this build.
}
if (vm !== undefined) {
  const find = 'typeof __bootstrap + typeof Deno + typeof primordials + typeof __anode';
  for (const run of [() => vm.runInThisContext(find), () => vm.runInNewContext(find), () => new vm.Script(find).runInThisContext()]) {
    let found;
    try {
      found = run();
    } catch {
      continue;
    }
    if (found !== 'undefinedundefinedundefinedundefined') reached.push(`vm: ${found}`);
  }
  try {
    look(vm.runInNewContext('this.constructor.constructor("return this")()'), 'vm constructor', 2);
  } catch {
    // The call is refused.
  }
}

Promise.allSettled(tried).then(() => {
  setTimeout(() => {
    console.log(reached.length === 0 ? 'nothing reached' : [...new Set(reached)].join('\n'));
  }, 50);
});
