'use strict';

// The value of a line before it is entered. V8's inspector evaluates without side effects. Where it is missing, the value is found by
// walking the syntax tree: literals, names, properties without getters, and operators on primitive values.

const {
  ArrayPrototypeIncludes, ArrayPrototypeMap, StringPrototypeReplaceAll, StringPrototypeToLowerCase,
} = primordials;

const { askInspector } = require('internal/repl/inspector');
const { REPL_MODE_STRICT } = require('internal/repl/modes');
const { kState } = require('internal/repl/state');
const { inspect } = require('internal/util/inspect');

const TIMEOUT = 333;
const shownAs = { colors: false, depth: 1, showHidden: false };

const optionsOf = (repl) => ({ ...repl.writer.options, colors: false, depth: 1, compact: true, breakLength: Infinity });

function isStrict(repl) {
  return repl.replMode === REPL_MODE_STRICT || ArrayPrototypeIncludes(
    ArrayPrototypeMap(process.execArgv, (word) => StringPrototypeReplaceAll(StringPrototypeToLowerCase(word), '_', '-')), '--use-strict');
}

// Whether an exception says that the line is not complete, is misspelt or would change something.
function isSilent(repl, className, hasCompletions) {
  return className === 'EvalError' || className === 'SyntaxError' ||
    (className === 'ReferenceError' && (hasCompletions || !isStrict(repl)));
}

function evaluateByInspector(session, repl, text, hasCompletions, callback) {
  session.post('Runtime.evaluate', {
    expression: text, throwOnSideEffect: true, timeout: TIMEOUT, contextId: repl[kState].contextId,
  }, (error, answer) => {
    if (error) {
      callback(error);
      return;
    }
    const { result } = answer;
    if (result.value !== undefined) {
      callback(null, inspect(result.value, shownAs));
    } else if (answer.exceptionDetails && isSilent(repl, result.className, hasCompletions)) {
      callback(null, null);
    } else if (result.objectId) {
      const options = inspect(optionsOf(repl), shownAs);
      session.post('Runtime.callFunctionOn', {
        functionDeclaration: `(v) => Reflect.getOwnPropertyDescriptor(globalThis, 'util').get().inspect(v, ${options})`,
        objectId: result.objectId, arguments: [result],
      }, (failure, shown) => callback(failure, shown?.result.value));
    } else {
      callback(null, result.unserializableValue || result.type);
    }
  });
}

// Calls back with the text of the value; null or undefined where nothing is to be shown.
function evaluatePreview(repl, text, hasCompletions, callback) {
  const asked = askInspector((session) => {
    evaluateByInspector(session, repl, text, hasCompletions, callback);
    return true;
  });
  if (asked) return;
  const { evaluateWithoutEffects } = require('internal/repl/pure_evaluation');
  const found = evaluateWithoutEffects(repl, text);
  if (found === undefined) callback(null, null);
  else callback(null, inspect(found.value, typeof found.value === 'object' ? optionsOf(repl) : shownAs));
}

module.exports = { evaluatePreview };
