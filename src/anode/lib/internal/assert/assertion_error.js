'use strict';

// AssertionError: its message shows the expected and the actual value, and where they differ.

const {
  ArrayPrototypeJoin,
  ArrayPrototypeSlice,
  Error,
  ErrorCaptureStackTrace,
  ObjectAssign,
  ObjectDefineProperty,
  ObjectGetPrototypeOf,
  ObjectPrototypeHasOwnProperty,
  SafeSet,
  String,
  StringPrototypeRepeat,
  StringPrototypeSlice,
  StringPrototypeSplit,
} = primordials;
const { isErrorStackTraceLimitWritable } = require('internal/errors');
const { isError } = require('internal/errors/is_error');
const { inspect } = require('internal/util/inspect');
const colors = require('internal/util/colors');
const { myersDiff, printMyersDiff, printSimpleMyersDiff } = require('internal/assert/myers_diff');
const { validateObject, validateOneOf } = require('internal/validators');

const headings = {
  __proto__: null,
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  partialDeepStrictEqual: 'Expected values to be partially and strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

// Two primitives that together are no longer than this go on one line.
const kMaxShortLength = 12;
const kMaxLongLength = 512;
const kMaxLines = 50;

const operatorsWithDiff = new SafeSet(['deepStrictEqual', 'strictEqual', 'partialDeepStrictEqual']);

const isObject = (value) => typeof value === 'object' && value !== null;

// A copy without the stack: a message shows no two stacks side by side.
function copyError(source) {
  const target = ObjectAssign({ __proto__: ObjectGetPrototypeOf(source) }, source);
  const hide = (key, value) => ObjectDefineProperty(target, key, { __proto__: null, value });
  hide('message', source.message);
  if (ObjectPrototypeHasOwnProperty(source, 'cause')) {
    hide('cause', isError(source.cause) ? copyError(source.cause) : source.cause);
  }
  return target;
}

function inspectValue(value) {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    // The assertion compares enumerable properties alone.
    showHidden: false,
    showProxy: false,
    sorted: true,
    // Getters are called by the assertion too.
    getters: true,
  });
}

function stackedDiff(actual, expected) {
  let message = `\n${colors.green}+${colors.white} ${actual}\n${colors.red}-${colors.white} ${expected}`;
  const room = process.stderr.isTTY ? process.stderr.columns : 80;
  if (actual.length + expected.length <= room) {
    let at = 0;
    while (at < actual.length && actual[at] === expected[at]) at++;
    // A mark below the first two characters is left out.
    if (at > 2 && at < actual.length) message += `\n${StringPrototypeRepeat(' ', at + 2)}^`;
  }
  return { message };
}

function lineDiff(actual, shownActual, expected, shownExpected) {
  const areStrings = typeof actual === 'string' && typeof expected === 'string';
  let length = shownActual.length + shownExpected.length;
  if (typeof actual === 'string') length -= 2;
  if (typeof expected === 'string') length -= 2;
  // `-0 !== 0` on one line would look like a misprint.
  if (length <= kMaxShortLength && (actual !== 0 || expected !== 0)) return { message: `${shownActual} !== ${shownExpected}`, header: '' };
  if (areStrings && colors.hasColors) {
    const diff = myersDiff(StringPrototypeSplit(shownActual, ''), StringPrototypeSplit(shownExpected, ''));
    return {
      message: printSimpleMyersDiff(diff),
      header: `${colors.green}actual${colors.white} ${colors.red}expected${colors.white}`,
    };
  }
  return stackedDiff(shownActual, shownExpected);
}

function createErrDiff(actual, expected, operator, customMessage, diffType) {
  if (operator === 'strictEqual' &&
      ((isObject(actual) && isObject(expected)) || (typeof actual === 'function' && typeof expected === 'function'))) {
    operator = 'strictEqualObject';
  }
  const shownActual = inspectValue(actual);
  const shownExpected = inspectValue(expected);
  const linesActual = StringPrototypeSplit(shownActual, '\n');
  const linesExpected = StringPrototypeSplit(shownExpected, '\n');
  let skipped = false;
  let header = `${colors.green}+ actual${colors.white} ${colors.red}- expected${colors.white}`;
  let message;
  if (linesActual.length === 1 && linesExpected.length === 1 && !(isObject(actual) && isObject(expected))) {
    const diff = lineDiff(actual, linesActual[0], expected, linesExpected[0]);
    message = diff.message;
    if (diff.header !== undefined) header = diff.header;
  } else if (shownActual === shownExpected) {
    // The values look the same: mostly they are two objects.
    operator = 'notIdentical';
    header = '';
    if (linesActual.length > kMaxLines && diffType !== 'full') {
      message = `${ArrayPrototypeJoin(ArrayPrototypeSlice(linesActual, 0, kMaxLines), '\n')}\n...}`;
      skipped = true;
    } else {
      message = ArrayPrototypeJoin(linesActual, '\n');
    }
  } else {
    const diff = myersDiff(linesActual, linesExpected, actual != null && typeof actual === 'object');
    ({ message, skipped } = printMyersDiff(diff, operator));
    if (operator === 'partialDeepStrictEqual') {
      header = `${colors.gray}${colors.hasColors ? '' : '+ '}actual${colors.white} ${
        colors.red}- expected${colors.white}`;
    }
  }
  return `${customMessage || headings[operator]}\n${header}${skipped ? '\n... Skipped lines' : ''}\n${message}\n`;
}

const cut = (text, diff) =>
  (text.length > kMaxLongLength && diff !== 'full' ? `${StringPrototypeSlice(text, 0, kMaxLongLength - 3)}...` : text);

function createUnequalMessage(actual, operator, diff) {
  const isReference = operator === 'notStrictEqual' && (isObject(actual) || typeof actual === 'function');
  const base = headings[isReference ? 'notStrictEqualObject' : operator];
  const lines = StringPrototypeSplit(inspectValue(actual), '\n');
  if (lines.length > kMaxLines && diff !== 'full') {
    lines[46] = `${colors.blue}...${colors.white}`;
    lines.length = 47;
  }
  if (lines.length === 1) return `${base}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
  return `${base}\n\n${ArrayPrototypeJoin(lines, '\n')}\n`;
}

function createOtherMessage(actual, expected, operator, diff) {
  let shown = inspectValue(actual);
  let other = inspectValue(expected);
  const heading = headings[operator];
  if (operator === 'notDeepEqual' && shown === other) {
    shown = `${heading}\n\n${shown}`;
    return shown.length > 1024 && diff !== 'full' ? `${StringPrototypeSlice(shown, 0, 1021)}...` : shown;
  }
  shown = cut(shown, diff);
  other = cut(other, diff);
  if (operator === 'deepEqual') return `${heading}\n\n${shown}\n\nshould loosely deep-equal\n\n${other}`;
  const unequal = headings[`${operator}Unequal`];
  if (unequal) return `${unequal}\n\n${shown}\n\nshould not loosely deep-equal\n\n${other}`;
  return `${shown} ${operator} ${other}`;
}

function createMessage(options) {
  const { message, operator, diff = 'simple' } = options;
  let { actual, expected } = options;
  if (message != null) {
    return operatorsWithDiff.has(operator) ?
      createErrDiff(actual, expected, operator, message, diff) : String(message);
  }
  // The terminal's colours may have changed since the last error.
  colors.refresh();
  if (isObject(actual) && isObject(expected) && 'stack' in actual && actual instanceof Error &&
      'stack' in expected && expected instanceof Error) {
    actual = copyError(actual);
    expected = copyError(expected);
  }
  if (operatorsWithDiff.has(operator)) return createErrDiff(actual, expected, operator, undefined, diff);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') {
    return createUnequalMessage(actual, operator, diff);
  }
  return createOtherMessage(actual, expected, operator, diff);
}

// Error output also shows `actual` and `expected`. A long string is shown by the message already, so it is cut here.
function addEllipsis(string) {
  const lines = StringPrototypeSplit(string, '\n', 11);
  if (lines.length > 10) {
    lines.length = 10;
    return `${ArrayPrototypeJoin(lines, '\n')}\n...`;
  }
  if (string.length > kMaxLongLength) return `${StringPrototypeSlice(string, kMaxLongLength)}...`;
  return string;
}

class AssertionError extends Error {
  constructor(options) {
    validateObject(options, 'options');
    const { message, operator, stackStartFn, stackStartFunction, details, actual, expected, diff = 'simple' } = options;
    validateOneOf(diff, 'options.diff', ['simple', 'full']);

    // No stack here: it is captured once, below.
    const limit = Error.stackTraceLimit;
    const writable = isErrorStackTraceLimitWritable();
    if (writable) Error.stackTraceLimit = 0;
    super(createMessage(options));
    if (writable) Error.stackTraceLimit = limit;

    this.generatedMessage = !message;
    // The first line of the stack shows the code. It is made from the name when the stack is first read.
    ObjectDefineProperty(this, 'name', {
      __proto__: null,
      value: 'AssertionError [ERR_ASSERTION]',
      enumerable: false,
      writable: true,
      configurable: true,
    });
    this.code = 'ERR_ASSERTION';
    if (details) {
      this.actual = undefined;
      this.expected = undefined;
      this.operator = undefined;
      for (let i = 0; i < details.length; i++) {
        this[`message ${i}`] = details[i].message;
        this[`actual ${i}`] = details[i].actual;
        this[`expected ${i}`] = details[i].expected;
        this[`operator ${i}`] = details[i].operator;
        this[`stack trace ${i}`] = details[i].stack;
      }
    } else {
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
    }
    ErrorCaptureStackTrace(this, stackStartFn || stackStartFunction);
    require('internal/process/thrown_place').noteThrow(this, AssertionError);
    void this.stack;
    this.name = 'AssertionError';
    this.diff = diff;
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [inspect.custom](recurseTimes, options) {
    const { actual, expected } = this;
    if (typeof actual === 'string') this.actual = addEllipsis(actual);
    if (typeof expected === 'string') this.expected = addEllipsis(expected);
    // The message shows these values, so they need no depth here.
    const result = inspect(this, { ...options, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return result;
  }
}

module.exports = AssertionError;
