'use strict';

// What a program's own ES module failed with, said as Node says it: a place above the stack, and a hint at what ES modules lack.

const { ObjectDefineProperty, ReferenceError, RegExpPrototypeExec, StringPrototypeReplace, StringPrototypeSplit, SyntaxError } = primordials;

const { kArrow } = require('internal/process/fatal');

const PLACE = /^([^]*) at ((?:file|data|node):\S+):(\d+):(\d+)$/;
const COMMONJS_NAME = /^(require|exports|module|__filename|__dirname) is not defined$/;

const hide = (error, key, value) => ObjectDefineProperty(error, key, { __proto__: null, value, enumerable: false, writable: true, configurable: true });

function placeOf(url, line, column) {
  const place = `${url}:${line}`;
  try {
    const { fileURLToPath } = require('internal/url');
    const text = StringPrototypeSplit(binding('modules').read_text(fileURLToPath(url)), '\n')[line - 1];
    if (text === undefined) return place;
    let caret = '';
    for (let i = 1; i < column; i++) caret += text[i - 1] === '\t' ? '\t' : ' ';
    return `${place}\n${text}\n${caret}^`;
  } catch {
    return place;  // it stands in no file
  }
}

function explain(error) {
  if (error instanceof SyntaxError) {
    const found = RegExpPrototypeExec(PLACE, `${error.message}`);
    if (found === null) return;
    hide(error, 'message', found[1]);
    primordials.ErrorCaptureStackTrace(error);
    hide(error, kArrow, placeOf(found[2], +found[3], +found[4]));
  } else if (error instanceof ReferenceError) {
    const found = RegExpPrototypeExec(COMMONJS_NAME, `${error.message}`);
    if (found === null) return;
    const { stack } = error;
    let message = `${error.message} in ES module scope`;
    if (found[1] === 'require') message += ', you can use import instead';
    hide(error, 'stack', StringPrototypeReplace(`${stack}`, error.message, message));
    hide(error, 'message', message);
  }
}

module.exports = { explain };
