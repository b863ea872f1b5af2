'use strict';

// One test's result as people read it: a line and, if it is asked for, the error under it.

const { RegExpPrototypeSymbolReplace, StringPrototypeRepeat, StringPrototypeToUpperCase, hardenRegExp } = primordials;
const { inspectWithNoCustomRetry } = require('internal/errors');
const colors = require('internal/util/colors');

const newLine = hardenRegExp(/\r?\n/g);

const symbols = {
  '__proto__': null,
  'test:fail': '\u2716 ',
  'test:pass': '\u2714 ',
  'test:diagnostic': '\u2139 ',
  'suite': '\u25B6 ',
  'skipped': '\uFE63 ',
  'alert': '\u26A0 ',
};

const colorOf = (kind) => {
  switch (kind) {
    case 'test:fail':
    case 'error': return colors.red;
    case 'test:pass': return colors.green;
    case 'warn': return colors.yellow;
    default: return colors.blue;
  }
};

const indent = (nesting) => StringPrototypeRepeat('  ', nesting);

let inspectOptions;
function formatError(error, indentation) {
  inspectOptions ??= { __proto__: null, colors: colors.shouldColorize(process.stdout), breakLength: Infinity };
  const shown = error.code === 'ERR_TEST_FAILURE' ? error.cause : error;
  const text = RegExpPrototypeSymbolReplace(newLine, inspectWithNoCustomRetry(shown, inspectOptions), `\n${indentation}  `);
  return `\n${indentation}  ${text}\n`;
}

// Why a test did not count; without a reason, `word` in capitals.
const reason = (given, word) => (typeof given === 'string' && given.length > 0 ? given : StringPrototypeToUpperCase(word));

// `type` is test:pass or test:fail.
function formatResult(type, data, withError, indentation = '') {
  const { skip, todo, expectFailure, details, name } = data;
  let color = colorOf(type);
  let symbol = symbols[type];
  const note = (text) => ` ${colors.gray}(${text})${colors.white}`;
  let title = name;
  if (details?.duration_ms) title += note(`${details.duration_ms}ms`);
  if (details?.passed_on_attempt !== undefined) title += note(`passed on attempt ${details.passed_on_attempt}`);
  if (skip !== undefined) {
    title += ` # ${reason(skip, 'skip')}`;
    color = colors.gray;
    symbol = symbols.skipped;
  } else if (todo !== undefined) {
    title += ` # ${reason(todo, 'todo')}`;
    if (type === 'test:fail') {
      color = colors.yellow;
      symbol = symbols.alert;
    }
  } else if (expectFailure !== undefined) {
    title += ' # EXPECTED FAILURE';
  }
  const error = withError && details?.error ? formatError(details.error, indentation) : '';
  return `${indentation}${color}${symbol}${title}${colors.white}${error}`;
}

module.exports = { colorOf, formatResult, indent, symbols };
