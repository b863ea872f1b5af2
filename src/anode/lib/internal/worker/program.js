'use strict';

// The program of a worker and its surroundings: the arguments of `new Worker()`, checked in Node's order.

const {
  ArrayIsArray, ArrayPrototypeForEach, ArrayPrototypeMap, ArrayPrototypeSlice, ObjectEntries, RegExpPrototypeExec,
  String, StringPrototypeTrim, Symbol, SymbolFor,
} = primordials;

const path = require('internal/path/posix');
const { codes: {
  ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_WORKER_INVALID_EXEC_ARGV, ERR_WORKER_PATH,
} } = require('internal/errors');
const { isURL, fileURLToPath } = require('internal/url');
const { validateString } = require('internal/validators');
const { readLimits } = require('internal/worker/limits');

const SHARE_ENV = SymbolFor('nodejs.worker_threads.SHARE_ENV');

const kHooks = Symbol('hooks of modules');  // instead of a file name: the thread that module hooks run on

// The program: { source | filename, kind }.
function readProgram(filename, options) {
  if (filename === kHooks) return { kind: 'hooks', text: '' };
  if (options.eval) {
    if (typeof filename !== 'string') {
      throw new ERR_INVALID_ARG_VALUE('options.eval', options.eval, "must be false when 'filename' is not a string");
    }
    return { kind: 'script', text: filename };
  }
  if (isURL(filename) && filename.protocol === 'data:') return { kind: 'url', text: `${filename}` };
  if (isURL(filename)) return { kind: 'file', text: fileURLToPath(filename) };
  if (typeof filename !== 'string') throw new ERR_INVALID_ARG_TYPE('filename', ['string', 'URL'], filename);
  if (path.isAbsolute(filename) || RegExpPrototypeExec(/^\.\.?[\\/]/, filename) !== null) {
    return { kind: 'file', text: path.resolve(filename) };
  }
  throw new ERR_WORKER_PATH(filename);
}

// null for a copy of ours, true to share it, or the variables as an object.
function readEnv(env) {
  if (env === SHARE_ENV) return true;
  if (env === undefined || env === null) return null;
  if (typeof env !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options.env', ['object', 'undefined', 'null', 'worker_threads.SHARE_ENV'], env);
  }
  const found = { __proto__: null };
  ArrayPrototypeForEach(ObjectEntries(env), ({ 0: key, 1: value }) => { found[key] = `${value}`; });
  return found;
}

function checkOptions(execArgv, env) {
  const own = env !== null && env !== true ? env.NODE_OPTIONS : undefined;
  if (execArgv === null && own === undefined) return;
  const found = binding('worker').check_options(
    execArgv === null ? undefined : binding.encode(execArgv), own === process.env.NODE_OPTIONS ? undefined : own);
  if (found.length === 0) return;
  const wrong = ArrayPrototypeSlice(found, 1);
  throw found[0] === 'env' ?
    new ERR_WORKER_INVALID_EXEC_ARGV(wrong, 'invalid NODE_OPTIONS env variable') :
    new ERR_WORKER_INVALID_EXEC_ARGV(wrong);
}

/** { program, argv, env, execArgv, limits, name } */
function readArguments(filename, options) {
  if (options.execArgv && !ArrayIsArray(options.execArgv)) throw new ERR_INVALID_ARG_TYPE('options.execArgv', 'Array', options.execArgv);
  let argv;
  if (options.argv) {
    if (!ArrayIsArray(options.argv)) throw new ERR_INVALID_ARG_TYPE('options.argv', 'Array', options.argv);
    argv = ArrayPrototypeMap(options.argv, String);
  }
  const program = readProgram(filename, options);
  const env = readEnv(options.env);
  let name = 'WorkerThread';
  if (options.name) {
    validateString(options.name, 'options.name');
    name = StringPrototypeTrim(options.name);
  }
  const execArgv = options.execArgv ? ArrayPrototypeMap(options.execArgv, String) : null;
  checkOptions(execArgv, env);
  return { program, argv, env, execArgv, limits: readLimits(options.resourceLimits), name };
}

module.exports = { SHARE_ENV, kHooks, readArguments };
