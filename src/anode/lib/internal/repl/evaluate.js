'use strict';

// The evaluator of a REPL: compiles a text as a script of its own, runs it, and waits where the text has a top-level `await`.

const {
  ArrayPrototypeJoin, Error, Promise, RegExp, RegExpPrototypeExec, RegExpPrototypeSymbolReplace, SafePromiseRace, StringPrototypeIncludes,
  StringPrototypeTrim,
} = primordials;

const { codes: { ERR_SCRIPT_EXECUTION_INTERRUPTED }, isErrorStackTraceLimitWritable } = require('internal/errors');
const { getOptionValue } = require('internal/options');
const { isObjectLiteral, isRecoverableError, isValidSyntax } = require('internal/repl/parser');
const { Recoverable } = require('internal/repl/recoverable');
const { compile, run } = require('internal/repl/script');
const { REPL_MODE_STRICT } = require('internal/repl/modes');
const { kState } = require('internal/repl/state');
const { debuglog } = require('internal/util/debuglog');

let debug = debuglog('repl', (enabled) => { debug = enabled; });

// RegExp.$1 to $9 as the last evaluation left them. Between two evaluations the REPL itself uses regular expressions.
const SEPARATOR = '\u0000\u0000\u0000';
const NINE = new RegExp(`^${ArrayPrototypeJoin(['', '', '', '', '', '', '', '', '', ''], `${SEPARATOR}(.*)`)}$`);

class RegExpState {
  #values = ['', '', '', '', '', '', '', '', '', ''];

  restore() {
    RegExpPrototypeExec(NINE, ArrayPrototypeJoin(this.#values, SEPARATOR));
  }

  save() {
    for (let i = 1; i < 10; i++) this.#values[i] = RegExp[`$${i}`];
  }
}

function interruption() {
  const writable = isErrorStackTraceLimitWritable();
  const limit = Error.stackTraceLimit;
  if (writable) Error.stackTraceLimit = 0;
  const error = new ERR_SCRIPT_EXECUTION_INTERRUPTED();
  if (writable) Error.stackTraceLimit = limit;
  return error;
}

// Rewrites a text with top-level `await`: { code, isAwaited, error }.
function rewriteAwait(code, file) {
  if (getOptionValue('--experimental-repl-await') === false || !StringPrototypeIncludes(code, 'await')) {
    return { __proto__: null, code, isAwaited: false, error: null };
  }
  const { processTopLevelAwait } = require('internal/repl/await');
  try {
    const rewritten = processTopLevelAwait(code);
    return { __proto__: null, code: rewritten ?? code, isAwaited: rewritten !== null, error: null };
  } catch (error) {
    // Without its `await`s the text may turn out to be just incomplete.
    const plain = RegExpPrototypeSymbolReplace(/\bawait\b/g, code, '');
    try {
      compile(plain, file);
    } catch (failure) {
      if (error.name === 'SyntaxError' && isRecoverableError(failure, plain)) {
        return { __proto__: null, code, isAwaited: false, error: new Recoverable(error) };
      }
    }
    return { __proto__: null, code, isAwaited: false, error };
  }
}

// { script, isAwaited, error }: a rewritten text that does not compile is tried as it was given.
function prepare(server, input, file) {
  let code = input;
  let isWrapped = false;
  if (isObjectLiteral(code) && isValidSyntax(code)) {
    code = `(${StringPrototypeTrim(code)})\n`;
    isWrapped = true;
  }
  const rewritten = rewriteAwait(code, file);
  if (rewritten.error !== null) return { __proto__: null, script: undefined, isAwaited: false, error: rewritten.error };
  let { isAwaited } = rewritten;
  ({ code } = rewritten);
  isWrapped ||= isAwaited;
  let first;
  for (;;) {
    // `void 0`: the directive must not become the result of a declaration.
    if (server.replMode === REPL_MODE_STRICT && RegExpPrototypeExec(/^\s*$/, code) === null) code = `'use strict'; void 0;\n${code}`;
    try {
      const script = compile(code, file);
      server[kState].noteNames(code);
      return { __proto__: null, script, isAwaited, error: null };
    } catch (failure) {
      debug('parse error %j', code, failure);
      if (isWrapped) {
        isWrapped = false;
        isAwaited = false;
        code = input;
        first = failure;
        continue;
      }
      const error = first || failure;
      return { __proto__: null, script: undefined, isAwaited, error: isRecoverableError(error, code) ? new Recoverable(error) : error };
    }
  }
}

// An error while a domain is active is the domain's; true if there was one.
function giveToDomain(error) {
  const { domain } = process;
  if (!domain) return false;
  debug('not recoverable, send to domain');
  domain.emit('error', error);
  domain.exit();
  return true;
}

// `input` holds the keys back while a promise is awaited: pause(), resume(), and `interrupts`, a set of functions that Ctrl-C calls.
function makeEvaluator(server, input) {
  const matches = new RegExpState();

  async function settle(promise, finish) {
    let interrupt;
    input.pause();
    if (server.breakEvalOnSigint) {
      const interrupted = new Promise((resolve, reject) => {
        interrupt = () => reject(interruption());
        input.interrupts.add(interrupt);
      });
      promise = SafePromiseRace([promise, interrupted]);
    }
    try {
      finish(null, (await promise)?.value);
    } catch (error) {
      if (error && giveToDomain(error)) return;
      finish(error);
    } finally {
      input.interrupts.delete(interrupt);
      input.resume();
    }
  }

  // Terminals send Ctrl-C as a signal unless they are in raw mode.
  function runUnlessInterrupted(script, context) {
    if (!server.breakEvalOnSigint) return run(script, server.useGlobal ? undefined : context, false);
    const wasRaw = server._setRawMode(false);
    try {
      return run(script, server.useGlobal ? undefined : context, true);
    } finally {
      server._setRawMode(wasRaw);
    }
  }

  return function defaultEval(code, context, file, callback) {
    if (code === '\n') {
      callback(null);
      return;
    }
    const { script, isAwaited, error } = prepare(server, code, file);
    matches.restore();
    let isFinished = false;
    const finish = (failure, result) => {
      if (isFinished) return;
      isFinished = true;
      matches.save();
      callback(failure, result);
    };
    if (error !== null) {
      finish(error);
      return;
    }
    let result;
    try {
      result = runUnlessInterrupted(script, context);
    } catch (thrown) {
      if (!giveToDomain(thrown)) finish(thrown);
      return;
    }
    if (isAwaited) settle(result, finish);
    else finish(null, result);
  };
}

module.exports = { makeEvaluator };
