'use strict';

const {
  ArrayPrototypePush, MathMax, ObjectFreeze, PromiseResolve, RegExpPrototypeExec, StringPrototypeIncludes, StringPrototypeLastIndexOf,
  StringPrototypeSlice, Symbol,
} = primordials;

const {
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const {
  validateArray, validateBoolean, validateBuffer, validateInt32, validateObject, validateOneOf, validateString, validateStringArray,
  validateUint32, kValidateObjectAllowNullable, kValidateObjectAllowObjects,
} = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { emitExperimentalWarning } = require('internal/util/deprecation');
const { kEmptyObject } = require('internal/util/frozen');
const engine = require('internal/engine');
const contexts = require('internal/vm/contexts');
const { USE_MAIN_CONTEXT_DEFAULT_LOADER } = require('internal/vm/dynamic_import');
const { actions: { RUN_SCRIPT }, has, runInterruptible } = require('internal/vm/native');

const DONT_CONTEXTIFY = Symbol('vm_context_no_contextify');

// What compiles and runs: V8 itself, or what emulates it.
const engineOf = () => (has('contexts') ? require('internal/vm/compiled') : require('internal/vm/emulated'));

class Script {
  #compiled;

  constructor(code, options = kEmptyObject) {
    code = `${code}`;
    if (typeof options === 'string') options = { filename: options };
    else validateObject(options, 'options');
    const {
      filename = 'evalmachine.<anonymous>', lineOffset = 0, columnOffset = 0, cachedData: cached, produceCachedData = false,
      importModuleDynamically,
    } = options;
    validateString(filename, 'options.filename');
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    if (cached !== undefined && !isArrayBufferView(cached)) {
      throw new ERR_INVALID_ARG_TYPE('options.cachedData', ['Buffer', 'TypedArray', 'DataView'], cached);
    }
    validateBoolean(produceCachedData, 'options.produceCachedData');
    validateImporter(importModuleDynamically);
    const { Script: Compiled } = engineOf();
    this.#compiled = new Compiled(code, { filename, lineOffset, columnOffset, importModuleDynamically, cached }, this);
    if (cached !== undefined) this.cachedDataRejected = this.#compiled.rejected;
    if (produceCachedData) {
      this.cachedDataProduced = true;
      this.cachedData = this.#compiled.cachedData();
    }
    this.sourceURL = commentOf(code, 'sourceURL');
    this.sourceMapURL = commentOf(code, 'sourceMappingURL');
  }

  createCachedData() {
    return this.#compiled.cachedData();
  }

  // V8's function is called right here: the stacks of contexts have room for few frames of ours.

  runInThisContext(options) {
    const checked = runOptions(options);
    const { run, script } = this.#compiled;
    try {
      return checked.isLimited ? limited(checked, () => run(RUN_SCRIPT, script)) : run(RUN_SCRIPT, script);
    } catch (error) {
      if (checked.displayErrors) this.#compiled.decorate(error);
      throw error;
    }
  }

  runInContext(contextifiedObject, options) {
    const context = validateContext(contextifiedObject);
    const checked = runOptions(options);
    const { run, script } = this.#compiled;
    try {
      if (checked.isLimited || context.ownMicrotasks) return limited(checked, () => runWithMicrotasks(run, script, context));
      return run(RUN_SCRIPT, script, context.global);
    } catch (error) {
      if (checked.displayErrors) this.#compiled.decorate(error);
      throw error;
    }
  }

  runInNewContext(contextObject, options) {
    const context = createContext(contextObject, contextOptionsOf(options));
    return this.runInContext(context, options);
  }
}

const LONGEST_END = 4096;

// The value of a text's last comment `//# name=value`.
function commentOf(code, name) {
  const wanted = `${name}=`;
  // Mostly it is at the end, or nowhere. A search from the end takes twice as long as one from the start.
  let at = StringPrototypeLastIndexOf(StringPrototypeSlice(code, -LONGEST_END), wanted);
  if (at !== -1) at += MathMax(0, code.length - LONGEST_END);
  else if (StringPrototypeIncludes(code, wanted)) at = StringPrototypeLastIndexOf(code, wanted);
  if (at < 4) return undefined;
  const comment = StringPrototypeSlice(code, at - 4);
  const found = RegExpPrototypeExec(/^(?:\/\/[#@][ \t])\w+=(\S+)[^\S\n]*(?:\n|$)/, comment);
  return found === null ? undefined : found[1];
}

function validateImporter(importer) {
  if (importer === undefined || typeof importer === 'function') return;
  if (importer === USE_MAIN_CONTEXT_DEFAULT_LOADER) {
    emitExperimentalWarning('vm.USE_MAIN_CONTEXT_DEFAULT_LOADER');
    return;
  }
  throw new ERR_INVALID_ARG_TYPE('options.importModuleDynamically', 'function', importer);
}

// Checks the options of a run. `limit` is in milliseconds, or 0.
function runOptions(options = kEmptyObject) {
  validateObject(options, 'options');
  const { breakOnSigint = false, displayErrors = true, timeout } = options;
  if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
  validateBoolean(displayErrors, 'options.displayErrors');
  validateBoolean(breakOnSigint, 'options.breakOnSigint');
  return { isLimited: timeout !== undefined || breakOnSigint, limit: timeout ?? 0, displayErrors, breakOnSigint };
}

function runWithMicrotasks(run, script, context) {
  const value = run(RUN_SCRIPT, script, context.global);
  if (context.ownMicrotasks) context.runMicrotasks();
  return value;
}

function limited({ limit, breakOnSigint }, run) {
  return limit === 0 && !breakOnSigint ? run() : runInterruptible(run, limit, breakOnSigint);
}

function isContext(object) {
  validateObject(object, 'object', kValidateObjectAllowObjects);
  return contexts.contextOf(object) !== undefined;
}

function validateContext(object) {
  if (object === null || (typeof object !== 'object' && typeof object !== 'function') || contexts.contextOf(object) === undefined) {
    throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', object);
  }
  return contexts.contextOf(object);
}

let contextCount = 1;

function createContext(contextObject = {}, options = kEmptyObject) {
  if (contextObject !== DONT_CONTEXTIFY) {
    validateObject(contextObject, 'contextObject', kValidateObjectAllowObjects);
    if (isContext(contextObject)) return contextObject;
  }
  validateObject(options, 'options');
  const { name = `VM Context ${contextCount++}`, origin, codeGeneration, microtaskMode, importModuleDynamically } = options;
  validateString(name, 'options.name');
  if (origin !== undefined) validateString(origin, 'options.origin');
  if (codeGeneration !== undefined) validateObject(codeGeneration, 'options.codeGeneration');
  if (codeGeneration?.strings !== undefined) validateBoolean(codeGeneration.strings, 'options.codeGeneration.strings');
  if (codeGeneration?.wasm !== undefined) validateBoolean(codeGeneration.wasm, 'options.codeGeneration.wasm');
  validateOneOf(microtaskMode, 'options.microtaskMode', ['afterEvaluate', undefined]);
  validateImporter(importModuleDynamically);
  const vanilla = contextObject === DONT_CONTEXTIFY;
  const context = contexts.createContext(vanilla ? undefined : contextObject, {
    codeGeneration, ownMicrotasks: microtaskMode !== undefined, importModuleDynamically,
  }, name);
  return vanilla ? context.global : contextObject;
}

// The options of runInNewContext that concern the context.
function contextOptionsOf(options) {
  if (!options) return kEmptyObject;
  const { contextName, contextOrigin, contextCodeGeneration, microtaskMode } = options;
  if (contextName !== undefined) validateString(contextName, 'options.contextName');
  if (contextOrigin !== undefined) validateString(contextOrigin, 'options.contextOrigin');
  if (contextCodeGeneration !== undefined) {
    validateObject(contextCodeGeneration, 'options.contextCodeGeneration');
    const { strings, wasm } = contextCodeGeneration;
    if (strings !== undefined) validateBoolean(strings, 'options.contextCodeGeneration.strings');
    if (wasm !== undefined) validateBoolean(wasm, 'options.contextCodeGeneration.wasm');
  }
  return { name: contextName, origin: contextOrigin, codeGeneration: contextCodeGeneration, microtaskMode };
}

const createScript = (code, options) => new Script(code, options);

function runInContext(code, contextifiedObject, options) {
  validateContext(contextifiedObject);
  options = typeof options === 'string' ? { filename: options } : { ...options };
  return createScript(code, options).runInContext(contextifiedObject, options);
}

function runInNewContext(code, contextObject, options) {
  if (typeof options === 'string') options = { filename: options };
  contextObject = createContext(contextObject, contextOptionsOf(options));
  return createScript(code, options).runInNewContext(contextObject, options);
}

function runInThisContext(code, options) {
  if (typeof options === 'string') options = { filename: options };
  return createScript(code, options).runInThisContext(options);
}

function compileFunction(code, params, options = kEmptyObject) {
  validateString(code, 'code');
  if (params !== undefined) validateStringArray(params, 'params');
  validateObject(options, 'options');
  const {
    filename = '', columnOffset = 0, lineOffset = 0, cachedData: cached, produceCachedData = false, parsingContext, contextExtensions = [],
    importModuleDynamically,
  } = options;
  validateString(filename, 'options.filename');
  validateInt32(columnOffset, 'options.columnOffset');
  validateInt32(lineOffset, 'options.lineOffset');
  if (cached !== undefined) validateBuffer(cached, 'options.cachedData');
  validateBoolean(produceCachedData, 'options.produceCachedData');
  if (parsingContext !== undefined) {
    if (typeof parsingContext !== 'object' || parsingContext === null || !isContext(parsingContext)) {
      throw new ERR_INVALID_ARG_TYPE('options.parsingContext', 'Context', parsingContext);
    }
  }
  validateArray(contextExtensions, 'options.contextExtensions');
  for (let i = 0; i < contextExtensions.length; i++) {
    validateObject(contextExtensions[i], `options.contextExtensions[${i}]`, kValidateObjectAllowNullable);
  }
  validateImporter(importModuleDynamically);
  const engine = engineOf();
  const { compiled, rejected } = engine.compileFunction(
    code, params ?? [], contextExtensions, parsingContext === undefined ? undefined : contexts.contextOf(parsingContext),
    { filename, lineOffset, columnOffset, importModuleDynamically, cached });
  if (produceCachedData) {
    compiled.cachedDataProduced = true;
    compiled.cachedData = engine.functionData(compiled);
  }
  if (cached !== undefined) compiled.cachedDataRejected = rejected;
  return compiled;
}

function measureMemory(options = kEmptyObject) {
  emitExperimentalWarning('vm.measureMemory');
  validateObject(options, 'options');
  const { mode = 'summary', execution = 'default' } = options;
  validateOneOf(mode, 'options.mode', ['summary', 'detailed']);
  validateOneOf(execution, 'options.execution', ['default', 'eager']);
  const { usedHeapSize, heapUsed = usedHeapSize } = engine.memoryUsage();
  const total = { jsMemoryEstimate: heapUsed, jsMemoryRange: [heapUsed, heapUsed] };
  if (mode === 'summary') return PromiseResolve({ total });
  // The engine does not tell which part of the heap is whose.
  const other = [];
  for (let i = contexts.count(); i > 0; i--) ArrayPrototypePush(other, { jsMemoryEstimate: 0, jsMemoryRange: [0, heapUsed] });
  return PromiseResolve({ total, current: total, other });
}

module.exports = {
  Script, createContext, createScript, runInContext, runInNewContext, runInThisContext, isContext, compileFunction, measureMemory,
  constants: ObjectFreeze({ __proto__: null, USE_MAIN_CONTEXT_DEFAULT_LOADER, DONT_CONTEXTIFY }),
};

if (require('internal/options').getOptionValue('--experimental-vm-modules')) {
  module.exports.Module = require('internal/vm/module').Module;
  module.exports.SourceTextModule = require('internal/vm/source_text_module').SourceTextModule;
  module.exports.SyntheticModule = require('internal/vm/synthetic_module').SyntheticModule;
}
