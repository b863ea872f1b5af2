'use strict';

// Scripts and functions of node:vm where V8's own could not be found: deno_core evaluates them, and a scanner finds their `import()`.

const {
  ArrayPrototypeJoin, ObjectDefineProperty, ReflectApply, SafeWeakMap, StringPrototypeRepeat, StringPrototypeSplit,
  StringPrototypeStartsWith,
} = primordials;

const engine = require('internal/engine');
const cachedData = require('internal/vm/cached_data');
const { contextOf } = require('internal/vm/contexts');
const { prepare: prepareImports } = require('internal/vm/dynamic_import');

// The name of a script in stacks. The engine wants a URL.
const urlOf = (filename) => `eval:${filename}`;

// Larger offsets are no places of real files, and each line costs memory.
const MOST_LINES = 1e6, MOST_COLUMNS = 1e6;

// A text whose first character has the given line and column, counted from 0.
function placed(source, line, column) {
  if (line > MOST_LINES || column > MOST_COLUMNS) return source;
  return line > 0 || column > 0 ?
    StringPrototypeRepeat('\n', line > 0 ? line : 0) + StringPrototypeRepeat(' ', column > 0 ? column : 0) + source :
    source;
}

function checkSyntax(source, filename, lineOffset = 0) {
  try {
    engine.compileFunction(source, urlOf(filename), []);
  } catch (error) {
    throw require('internal/modules/syntax_error').decorate(error, source, filename, [], lineOffset);
  }
}

class EmulatedScript {
  #code;
  #source;
  #filename;

  constructor(code, { filename, lineOffset, columnOffset, importModuleDynamically, cached }, referrer) {
    checkSyntax(code, filename, lineOffset);
    const { source, bind } = prepareImports(code, importModuleDynamically, filename);
    bind(referrer);
    this.#code = code;
    this.#source = placed(source, lineOffset, columnOffset);
    this.#filename = filename;
    this.rejected = cached === undefined ? undefined : !cachedData.accepts(cached, code);
  }

  get script() { return this; }

  run(action, script, global) {
    if (global !== undefined) return contextOf(global).run(script.#source, script.#filename);
    const { 0: value, 1: failure } = engine.evalContext(script.#source, urlOf(script.#filename));
    if (failure !== null && failure !== undefined) throw failure.thrown;
    return value;
  }

  // Puts the place of an exception above its stack.
  decorate(error) {
    if (!engine.types.isNativeError(error)) return;
    const filename = this.#filename;
    const { stack } = error;
    if (typeof stack !== 'string') return;
    const frame = require('internal/process/stacks').topFrames(error)?.[0];
    if (frame?.file !== filename) return;
    const text = StringPrototypeSplit(this.#source, '\n')[frame.line - 1];
    if (text === undefined) return;
    const column = require('internal/process/thrown_place').columnOfThrow(text, frame.column);
    const place = `${filename}:${frame.line}\n${text}\n${StringPrototypeRepeat(' ', column > 0 ? column - 1 : 0)}^\n`;
    if (StringPrototypeStartsWith(stack, place)) return;
    ObjectDefineProperty(error, 'stack', {
      __proto__: null, value: `${place}\n${stack}`, writable: true, configurable: true, enumerable: false,
    });
  }

  cachedData() {
    return cachedData.produce(this.#code);
  }
}

const texts = new SafeWeakMap();  // a function -> its text

function compileFunction(code, params, extensions, context, { filename, lineOffset, columnOffset, importModuleDynamically, cached }) {
  const { source: prepared, bind } = prepareImports(code, importModuleDynamically, filename);
  const source = placed(prepared, lineOffset, columnOffset);
  let compiled;
  if (context !== undefined) {
    checkSyntax(code, filename, lineOffset);
    compiled = context.compile(source, filename, params, extensions);
  } else if (extensions.length > 0) {
    checkSyntax(code, filename, lineOffset);
    let opening = '';
    for (let i = 0; i < extensions.length; i++) opening += `with (this[${i}]) `;
    const make = engine.compileFunction(
      `${opening}{ return (function (${ArrayPrototypeJoin(params, ', ')}) {\n${source}\n}) }`, urlOf(filename), []);
    compiled = ReflectApply(make, extensions, []);
  } else {
    compiled = engine.compileFunction(source, urlOf(filename), params);
  }
  bind(compiled);
  texts.set(compiled, code);
  return { __proto__: null, compiled, rejected: cached === undefined ? undefined : !cachedData.accepts(cached, code) };
}

const functionData = (compiled) => cachedData.produce(texts.get(compiled));

module.exports = { Script: EmulatedScript, compileFunction, functionData };
