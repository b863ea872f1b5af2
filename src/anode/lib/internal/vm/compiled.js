'use strict';

// Scripts and functions of node:vm that V8 compiles (engine/v8/vm/scripts.py).

const {
  ObjectDefineProperty, ReflectSet, RegExpPrototypeSymbolSplit, SafeWeakSet, StringPrototypeRepeat, StringPrototypeStartsWith, Symbol,
} = primordials;

const { addImporter } = require('internal/modules/esm/native');
const { kArrow } = require('internal/process/fatal');
const { shownName } = require('internal/process/stacks');
const { importerFor } = require('internal/vm/dynamic_import');
const { actions, isTermination, native } = require('internal/vm/native');

const { COMPILE_FUNCTION, COMPILE_SCRIPT, FUNCTION_CACHE, MADE_AT, SCRIPT_CACHE, THROWN_AT } = actions;
const REFUSED = 1;

const ask = (action, a, b) => native('contexts', 'node:vm')(action, a, b);

// What `import()` in a text goes by: the symbol that V8 gives back. `bind(referrer)` is called when the referrer is known.
function importing(callback, filename) {
  if (callback === undefined) return { __proto__: null, host: withoutCallback, bind() {} };
  const host = Symbol(filename);
  return { __proto__: null, host, bind: (referrer) => addImporter(host, importerFor(callback, referrer, filename)) };
}
const withoutCallback = Symbol('vm_dynamic_import_missing_callback');
addImporter(withoutCallback, importerFor(undefined));

const decorated = new SafeWeakSet();

// Puts the place where V8 saw `error` thrown above its stack: the line of the text and a caret under each character of the place.
function decorate(error, isSyntax = false) {
  if (typeof error !== 'object' || error === null || decorated.has(error) || isTermination(error)) return;
  const found = ask(THROWN_AT, error);
  if (found === undefined) return;
  const { 0: name, 1: line, 2: start, 3: end, 4: source, 5: lineOffset, 6: columnOffset } = found;
  const text = RegExpPrototypeSymbolSplit(/\r\n|[\n\r\u2028\u2029]/, source)[line - 1 - lineOffset];
  if (text === undefined) return;
  const shift = line - 1 === lineOffset ? columnOffset : 0;
  let underline = '';
  for (let i = 0; i < start - shift; i++) underline += text[i] === '\t' ? '\t' : ' ';
  underline += StringPrototypeRepeat('^', end - start);
  const place = `${shownName(name)}:${line}\n${text}\n${underline}`;
  decorated.add(error);
  try {
    if (isSyntax) ObjectDefineProperty(error, kArrow, { __proto__: null, value: place, writable: true, configurable: true });
    const { stack } = error;
    if (typeof stack === 'string' && !StringPrototypeStartsWith(stack, place)) ReflectSet(error, 'stack', `${place}\n\n${stack}`);
  } catch {
    // The program's own accessors may throw.
  }
}

require('internal/process/thrown_place').scripts.madeAt = (error) => ask(MADE_AT, error);

class CompiledScript {
  // `referrer` is the vm.Script, which calls `run(RUN_SCRIPT, script, global object of the context)`.
  constructor(source, { filename, lineOffset, columnOffset, importModuleDynamically, cached }, referrer) {
    const { host, bind } = importing(importModuleDynamically, filename);
    bind(referrer);
    this.run = native('contexts', 'vm.Script');
    const compile = this.run;
    let made;
    try {
      made = compile(COMPILE_SCRIPT, source, filename, lineOffset, columnOffset, host, cached, host === withoutCallback ? 0 : 1);
    } catch (error) {
      decorate(error, true);
      throw error;
    }
    this.script = cached === undefined ? made : made[0];
    this.rejected = cached === undefined ? undefined : made[1] === REFUSED;
  }

  decorate(error) {
    decorate(error);
  }

  cachedData() {
    return dataOf(ask(SCRIPT_CACHE, this.script));
  }
}

function dataOf(buffer) {
  const { Buffer } = require('buffer');
  return buffer === undefined ? Buffer.alloc(0) : Buffer.from(buffer);
}

function compileFunction(source, params, extensions, context, { filename, lineOffset, columnOffset, importModuleDynamically, cached }) {
  const { host, bind } = importing(importModuleDynamically, filename);
  let made;
  try {
    made = native('contexts', 'vm.compileFunction()')(
      COMPILE_FUNCTION, source, filename, lineOffset, columnOffset, host, cached, params, extensions, context?.global,
      host === withoutCallback ? 0 : 1);
  } catch (error) {
    decorate(error, true);
    throw error;
  }
  const compiled = cached === undefined ? made : made[0];
  bind(compiled);
  return { __proto__: null, compiled, rejected: cached === undefined ? undefined : made[1] === REFUSED };
}

const functionData = (compiled) => dataOf(ask(FUNCTION_CACHE, compiled));

module.exports = { Script: CompiledScript, compileFunction, functionData };
