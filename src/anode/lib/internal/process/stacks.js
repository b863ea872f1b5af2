'use strict';

// Stack traces: the text of `error.stack`. V8 has CommonJS files under file: URLs; Node shows their paths, and so does this.

const {
  ArrayPrototypeMap, ArrayPrototypePush, Error, ReflectApply, RegExpPrototypeExec, RegExpPrototypeSymbolReplace, SafeMap, SafeSet,
  SafeWeakMap, StringPrototypeStartsWith,
} = primordials;

const { isNativeError } = require('internal/engine').types;

const frames = new SafeWeakMap();  // error -> its first frames
const KEPT_FRAMES = 3;
const shownAs = new SafeMap();      // file: URL -> the name Node shows for the file, if it is another one: CommonJS by its path

// In a microtask the stack of an error has the pump's frames before those of the async functions that wait. The pump's frames are not
// shown (see `visible`) and must not count, so the limit is raised meanwhile.
const HIDDEN_FRAMES = 16;
let raisedTo = -1;
function withMoreFrames(run) {
  const limit = Error.stackTraceLimit;
  if (!(limit > 0)) {
    run();
    return;
  }
  const higher = limit + HIDDEN_FRAMES;
  Error.stackTraceLimit = higher;
  raisedTo = higher;
  run();
  raisedTo = -1;
  if (Error.stackTraceLimit === higher) Error.stackTraceLimit = limit;
}

function displayName(name) {
  if (typeof name !== 'string') return undefined;
  const shown = shownAs.get(name);
  if (shown !== undefined) return shown;
  return StringPrototypeStartsWith(name, 'eval:') ? primordials.StringPrototypeSlice(name, 5) : name;
}

// `eval at f (file:///a.js:1:2)`, possibly inside another one.
const FILE_IN_ORIGIN = /file:\/\/[^()]*(?=:\d+:\d+\))/g;
function evalOriginOf(site) {
  const origin = site.getEvalOrigin();
  return typeof origin === 'string' ? RegExpPrototypeSymbolReplace(FILE_IN_ORIGIN, origin, displayName) : origin;
}

// User code gets one of these for each frame. It answers as the engine does, except that CommonJS files have their path, and that
// neither the function nor the receiver of a frame can be reached through it.
class CallSite {
  #site;
  constructor(site) { this.#site = site; }
  getThis() { return undefined; }
  getTypeName() { return this.#site.getTypeName(); }
  getFunction() { return undefined; }
  getFunctionName() { return this.#site.getFunctionName(); }
  getMethodName() { return this.#site.getMethodName(); }
  getFileName() { return fileOf(this.#site); }
  getLineNumber() { return this.#site.getLineNumber(); }
  getColumnNumber() { return this.#site.getColumnNumber(); }
  getEvalOrigin() { return evalOriginOf(this.#site); }
  getScriptNameOrSourceURL() { return displayName(this.#site.getScriptNameOrSourceURL()); }
  getScriptHash() { return this.#site.getScriptHash(); }
  getEnclosingLineNumber() { return this.#site.getEnclosingLineNumber(); }
  getEnclosingColumnNumber() { return this.#site.getEnclosingColumnNumber(); }
  getPosition() { return this.#site.getPosition(); }
  getPromiseIndex() { return this.#site.getPromiseIndex(); }
  isToplevel() { return this.#site.isToplevel(); }
  isEval() { return this.#site.isEval(); }
  isNative() { return this.#site.isNative(); }
  isConstructor() { return this.#site.isConstructor(); }
  isAsync() { return this.#site.isAsync(); }
  isPromiseAll() { return this.#site.isPromiseAll(); }
  toString() { return describeSite(this.#site); }
}

// The way from the engine through the pump to a callback: native code in Node.
const pump = new SafeSet([
  'node:internal/bootstrap/pump', 'node:internal/bootstrap/crossing', 'node:internal/bootstrap/prelude',
  'node:internal/bootstrap/loader',
]);
const hidden = { '__proto__': null, 'node:internal/process/task_queues': new SafeSet(['drain', 'microtasks', 'runTick']),
                 'node:internal/op_error': new SafeSet(['makeError']),
                 'node:internal/process/stacks': new SafeSet(['withMoreFrames']),
                 'node:internal/vm/compiled': new SafeSet(['CompiledScript', 'compileFunction']) };

function isOurs(site) {
  const name = site.getFileName();
  if (typeof name !== 'string') return false;
  return StringPrototypeStartsWith(name, 'ext:') || StringPrototypeStartsWith(name, 'anode:') || pump.has(name) ||
    hidden[name]?.has(site.getFunctionName()) === true;
}

// The file of a frame. A script of a vm context is evaluated; its own name counts.
function fileOf(site) {
  return displayName(isContextScript(site) ? site.getScriptNameOrSourceURL() : site.getFileName());
}

function isContextScript(site) {
  if (!site.isEval()) return false;
  const source = site.getScriptNameOrSourceURL();
  return typeof source === 'string' && StringPrototypeStartsWith(source, 'eval:');
}

function location(site) {
  if (site.isNative()) return 'native';
  const file = displayName(site.getScriptNameOrSourceURL());
  let text = '';
  if (!file && site.isEval()) text = `${evalOriginOf(site)}, `;
  text += file || '<anonymous>';
  const line = site.getLineNumber();
  if (line != null) {
    text += `:${line}`;
    const column = site.getColumnNumber();
    if (column) text += `:${column}`;
  }
  return text;
}

function describeSite(site) {
  const where = location(site);
  const functionName = site.getFunctionName();
  if (functionName === 'eval' && isContextScript(site)) return where;
  const isTopLevel = site.isToplevel();
  if (site.isAsync() && site.isPromiseAll()) return `async Promise.all (index ${site.getPromiseIndex()})`;
  const prefix = site.isAsync() ? 'async ' : '';
  if (!isTopLevel && !site.isConstructor()) {
    const typeName = site.getTypeName();
    const methodName = site.getMethodName();
    // V8 13's text for this, which Node shows.
    if (functionName === '<static_initializer>' || functionName === '<instance_members_initializer>') {
      return `${prefix}${functionName} (${where})`;
    }
    if (functionName) {
      const named = typeName && functionName !== typeName && !hasPlace(functionName) ? `${typeName}.${functionName}` : functionName;
      const alias = methodName && !endsWithName(functionName, methodName) ? ` [as ${methodName}]` : '';
      return `${prefix}${named}${alias} (${where})`;
    }
    return `${prefix}${typeName ? `${typeName}.` : ''}${methodName || '<anonymous>'} (${where})`;
  }
  if (site.isConstructor()) return `${prefix}new ${functionName || '<anonymous>'} (${where})`;
  if (functionName) return `${prefix}${functionName} (${where})`;
  return `${prefix}${where}`;
}

// A frame of a file with a source map. A function's original name is mapped from its call, in the frame below.
function describeOriginal(site, next) {
  const { originalPosition } = require('internal/source_map/position');
  const file = fileOf(site);
  const original = originalPosition(file, site.getLineNumber(), site.getColumnNumber());
  if (original === undefined) return undefined;
  const given = site.getFunctionName() ?? site.getMethodName();
  const typeName = site.getTypeName();
  const isMethod = typeName !== null && typeName !== undefined && typeName !== 'global' && !site.isToplevel();
  const own = `${isMethod ? `${typeName}.` : ''}${given || '<anonymous>'}`;
  const called = next !== undefined && fileOf(next) === file ?
    originalPosition(file, next.getLineNumber(), next.getColumnNumber())?.name : undefined;
  const name = called && called !== own ? called : own;
  const prefix = `${site.isAsync() ? 'async ' : ''}${site.isConstructor() ? 'new ' : ''}`;
  const where = `${original.file}:${original.line}:${original.column}`;
  return name === '<anonymous>' && site.isToplevel() ? `${prefix}${where}` : `${prefix}${name} (${where})`;
}

// A name that shows where the function belongs: `get x`, `object.method`.
const hasPlace = (name) => RegExpPrototypeExec(/[ .[#]/, name) !== null;

function endsWithName(functionName, methodName) {
  return functionName === methodName || primordials.StringPrototypeEndsWith(functionName, `.${methodName}`) ||
    primordials.StringPrototypeEndsWith(functionName, ` ${methodName}`);
}

let stackHeader;
function header(error) {
  stackHeader ??= require('internal/errors/define').stackHeader;
  return stackHeader(error);
}

function visible(sites) {
  // Below the function that runs microtasks come frames that happened to be there before; of those only the async functions
  // that wait are shown.
  const shown = [];
  let below = false;
  let maker;  // the function that makes the errors of ops: shown where it is all there is, because an error without frames looks different
  for (let i = 0; i < sites.length; i++) {
    const site = sites[i];
    if (isOurs(site)) {
      const name = site.getFunctionName();
      if (name === 'microtasks') below = true;
      else if (name === 'makeError') maker = site;
    } else if (!below || site.isAsync() || site.getFunctionName() === 'processTicksAndRejections') {
      ArrayPrototypePush(shown, site);
    }
  }
  if (shown.length === 0 && maker !== undefined) ArrayPrototypePush(shown, maker);
  // A program may have set another limit in the meantime.
  const limit = Error.stackTraceLimit === raisedTo ? raisedTo - HIDDEN_FRAMES : Error.stackTraceLimit;
  if (shown.length > limit && (below || sites.length === limit + HIDDEN_FRAMES)) shown.length = limit;
  return shown;
}

// The first frames that are in a file.
function firstFrames(sites) {
  const kept = [];
  for (let i = 0; i < sites.length && kept.length < KEPT_FRAMES; i++) {
    const file = fileOf(sites[i]);
    if (file) kept[kept.length] = { file, line: sites[i].getLineNumber(), column: sites[i].getColumnNumber() };
  }
  return kept;
}

function prepareStackTraceOf(error, sites) {
  const shown = visible(sites);
  if (shown.length > 0 && typeof error === 'object' && error !== null) frames.set(error, firstFrames(shown));
  return textOf(error, shown);
}

function textOf(error, shown) {
  let text = header(error);
  const maps = require('internal/source_maps').isEnabled();
  for (let i = 0; i < shown.length; i++) text += `\n    at ${(maps && describeOriginal(shown[i], shown[i + 1])) || describeSite(shown[i])}`;
  return text;
}

// Functions that choose the frames of one error's stack, if that has not been made yet. A REPL shows the frames of the program alone.
let filters;
function filterFrames(error, choose) {
  filters ??= new SafeWeakMap();
  filters.set(error, choose);
}

function filtered(error, sites) {
  const choose = filters?.get(error);
  if (choose === undefined) return sites;
  filters.delete(error);
  return choose(visible(sites));
}

// User code may set its own function as Error.prepareStackTrace. The engine would call it with its own call sites, so the engine is
// given a wrapper that calls it with our CallSites.
const wrappers = new SafeWeakMap();
function wrapped(user) {
  let hook = wrappers.get(user);
  if (hook === undefined) {
    hook = function(error, sites) {
      const shown = visible(filtered(error, sites));
      // The stack until the user's function returns: it may take this text as it is. Its result then replaces it.
      if (isNativeError(error)) error.stack = textOf(error, shown);
      return ReflectApply(user, Error, [error, ArrayPrototypeMap(shown, (site) => new CallSite(site))]);
    };
    wrappers.set(user, hook);
    wrappers.set(hook, hook);
  }
  return hook;
}

const standard = function prepareStackTrace(error, sites) {
  return prepareStackTraceOf(error, filtered(error, sites));
};
wrappers.set(standard, standard);
let current = standard;

// Where the program has contexts of node:vm, V8 calls this with the global object of the error's context. As in Node, the function of the
// program's own Error also counts for errors of other contexts.
function prepareIn(global, error, sites) {
  if (global !== globalThis) {
    const user = global.Error?.prepareStackTrace;
    if (typeof user === 'function') return wrapped(user)(error, sites);
    if (require('internal/vm/contexts').contextOf(global) === undefined) return standard(error, sites);  // a ShadowRealm
  }
  return current(error, sites);
}

// Lets a function of ours make the next stacks, from V8's own call sites; what was in its place.
function usePrepare(prepare) {
  const before = current;
  current = prepare;
  return before;
}

function install() {
  primordials.ObjectDefineProperty(Error, 'prepareStackTrace', {
    __proto__: null, enumerable: false, configurable: true,
    get: () => current,
    set(value) { current = typeof value === 'function' ? wrapped(value) : standard; },
  });
}

const FRAME = /^ {4}at (?:(?:async )?(.*?) \()?(?:async )?((?:file:\/\/|\/|node:|\[eval\]|\[stdin\]|[A-Za-z]:\\).*?):(\d+):(\d+)\)?$/gm;

// The first frames of an error, from the structured stack where that was read and is enough, otherwise from its text.
function topFrames(error, count = KEPT_FRAMES) {
  if (typeof error !== 'object' || error === null) return undefined;
  let stack;
  try {
    ({ stack } = error);
  } catch {
    // A getter of the program may throw.
  }
  const found = frames.get(error);
  if (found !== undefined && count <= KEPT_FRAMES) return found;
  if (typeof stack !== 'string') return undefined;
  const list = [];
  let match;
  FRAME.lastIndex = 0;
  while (list.length < count && (match = RegExpPrototypeExec(FRAME, stack)) !== null) {
    list[list.length] = { name: match[1], file: match[2], line: +match[3], column: +match[4] };
  }
  return list;
}

module.exports = {
  filterFrames, install, prepareIn, topFrames, usePrepare, withMoreFrames,
  // The shown name of a file, where that is not its URL.
  shownName: (url) => shownAs.get(url) ?? url,
  showAs: (url, name) => { shownAs.set(url, name); },
  showAsURL: (url) => { shownAs.delete(url); },
};
