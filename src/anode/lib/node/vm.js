'use strict';

const {
  ArrayPrototypeJoin, ObjectDefineProperty, ObjectFreeze, PromiseResolve, ReflectApply, RegExpPrototypeExec, StringPrototypeRepeat,
  StringPrototypeSplit, StringPrototypeStartsWith, Symbol,
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
const contexts = require('internal/vm/context');
const cachedData = require('internal/vm/cached_data');
const { USE_MAIN_CONTEXT_DEFAULT_LOADER, prepare: prepareImports } = require('internal/vm/dynamic_import');
const { runInterruptible } = require('internal/vm/native');

const DONT_CONTEXTIFY = Symbol('vm_context_no_contextify');

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

class Script {
  #source;
  #filename;

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
    checkSyntax(code, filename, lineOffset);
    const { source, bind } = prepareImports(code, importModuleDynamically, filename);
    bind(this);
    this.#source = placed(source, lineOffset, columnOffset);
    this.#filename = filename;
    if (cached !== undefined) this.cachedDataRejected = !cachedData.accepts(cached, code);
    if (produceCachedData) {
      this.cachedDataProduced = true;
      this.cachedData = cachedData.produce(code);
    }
    this.sourceURL = commentOf(code, 'sourceURL');
    this.sourceMapURL = commentOf(code, 'sourceMappingURL');
    ObjectDefineProperty(this, 'createCachedData', {
      __proto__: null, value: () => cachedData.produce(code), enumerable: false, configurable: true, writable: true,
    });
  }

  // Runs the script. The place of an exception is put above its stack.
  #run(options, run) {
    const checked = runOptions(options);
    try {
      return limited(checked, run);
    } catch (error) {
      if (checked.displayErrors) decorate(error, this.#source, this.#filename);
      throw error;
    }
  }

  runInThisContext(options) {
    return this.#run(options, () => {
      const { 0: value, 1: failure } = engine.evalContext(this.#source, urlOf(this.#filename));
      if (failure !== null && failure !== undefined) throw failure.thrown;
      return value;
    });
  }

  runInContext(contextifiedObject, options) {
    const context = validateContext(contextifiedObject);
    return this.#run(options, () => {
      const value = context.run(this.#source, this.#filename);
      if (context.ownMicrotasks) engine.runMicrotasks();
      return value;
    });
  }

  runInNewContext(contextObject, options) {
    const context = createContext(contextObject, contextOptionsOf(options));
    return this.runInContext(context, options);
  }
}

function commentOf(code, name) {
  const found = RegExpPrototypeExec(
    name === 'sourceURL' ? /\/\/[#@]\s*sourceURL=(\S+)\s*$/m : /\/\/[#@]\s*sourceMappingURL=(\S+)\s*$/m, code);
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
  return { limit: timeout ?? 0, displayErrors, breakOnSigint };
}

function decorate(error, source, filename) {
  if (!engine.types.isNativeError(error)) return;
  const { stack } = error;
  if (typeof stack !== 'string') return;
  const frame = require('internal/process/stacks').topFrames(error)?.[0];
  if (frame?.file !== filename) return;
  const text = StringPrototypeSplit(source, '\n')[frame.line - 1];
  if (text === undefined) return;
  const column = require('internal/process/thrown_place').columnOfThrow(text, frame.column);
  const place = `${filename}:${frame.line}\n${text}\n${StringPrototypeRepeat(' ', column > 0 ? column - 1 : 0)}^\n`;
  if (StringPrototypeStartsWith(stack, place)) return;
  ObjectDefineProperty(error, 'stack', {
    __proto__: null, value: `${place}\n${stack}`, writable: true, configurable: true, enumerable: false,
  });
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
  const context = contexts.createContext(vanilla ? {} : contextObject, {
    codeGeneration, ownMicrotasks: microtaskMode !== undefined, importModuleDynamically,
  });
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
  const { source: prepared, bind } = prepareImports(code, importModuleDynamically, filename);
  const source = placed(prepared, lineOffset, columnOffset);
  let result;
  if (parsingContext !== undefined) {
    checkSyntax(code, filename, lineOffset);
    result = contexts.contextOf(parsingContext).compile(source, filename, params ?? [], contextExtensions);
  } else if (contextExtensions.length > 0) {
    checkSyntax(code, filename, lineOffset);
    let opening = '';
    for (let i = 0; i < contextExtensions.length; i++) opening += `with (this[${i}]) `;
    const make = engine.compileFunction(
      `${opening}{ return (function (${ArrayPrototypeJoin(params ?? [], ', ')}) {\n${source}\n}) }`, urlOf(filename), []);
    result = ReflectApply(make, contextExtensions, []);
  } else {
    result = engine.compileFunction(source, urlOf(filename), params ?? []);
  }
  bind(result);
  if (produceCachedData) {
    result.cachedDataProduced = true;
    result.cachedData = cachedData.produce(code);
  }
  if (cached !== undefined) result.cachedDataRejected = !cachedData.accepts(cached, code);
  return result;
}

function measureMemory(options = kEmptyObject) {
  emitExperimentalWarning('vm.measureMemory');
  validateObject(options, 'options');
  const { mode = 'summary', execution = 'default' } = options;
  validateOneOf(mode, 'options.mode', ['summary', 'detailed']);
  validateOneOf(execution, 'options.execution', ['default', 'eager']);
  const { usedHeapSize, heapUsed = usedHeapSize } = engine.memoryUsage();
  const total = { jsMemoryEstimate: heapUsed, jsMemoryRange: [heapUsed, heapUsed] };
  return PromiseResolve(mode === 'summary' ? { total } : { total, current: total, other: [] });
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
