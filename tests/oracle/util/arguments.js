'use strict';
const util = require('util');
for (const [method, ...args] of [['inherits'], ['inherits', function A() {}], ['inherits', function A() {}, {}], ['inherits', null, function B() {}], ['promisify'], ['promisify', {}], ['promisify', 'x'], ['callbackify', 5], ['deprecate', 5], ['deprecate', () => {}, 5], ['deprecate', () => {}, 'x', 5], ['inspect', 1, 5], ['inspect', 1, true, 'x'], ['formatWithOptions', 5], ['formatWithOptions', null, 'x'],
                                 ['getSystemErrorName', 5], ['getSystemErrorName', 'x'], ['getSystemErrorName', -1], ['getSystemErrorMessage', -2], ['getSystemErrorMessage', 5], ['styleText'], ['styleText', 'nope', 'x'], ['styleText', 'red', 5], ['styleText', ['red', 'nope'], 'x'], ['styleText', 'red', 'x', { stream: {} }], ['styleText', 'red', 'x', { validateStream: 5 }],
                                 ['stripVTControlCharacters', 5], ['toUSVString'], ['toUSVString', '\ud800x'], ['parseEnv', 5], ['parseArgs', 5], ['getCallSites', 0], ['getCallSites', 'x'], ['getCallSites', 201], ['aborted', 5], ['aborted', new AbortController().signal, 5], ['debuglog', 5], ['isDeepStrictEqual', 1], ['transferableAbortSignal', 5], ['types'], ['isArray', []], ['convertProcessSignalToExitCode', 'SIGTERM'], ['convertProcessSignalToExitCode', 'NOPE']]) {
  try {
    const result = typeof util[method] === 'function' ? util[method](...args) : typeof util[method];
    if (result instanceof Promise) result.catch((error) => console.log(method, 'rejects', error.code, error.message));
    else console.log(method, result);
  } catch (error) {
    console.log(method, error.name, error.code, error.message);
  }
}
