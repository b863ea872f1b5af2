'use strict';
// The other functions of node:util: their results and errors.

const util = require('util');

const attempt = (fn) => {
  try {
    console.log(fn());
  } catch (error) {
    console.log(`${error}`, error.code);
  }
};

console.log(Object.keys(util), Object.keys(util.types));
attempt(() => util.inherits());
attempt(() => util.inherits(function() {}, {}));
attempt(() => util.getSystemErrorName(-2));
attempt(() => util.getSystemErrorName(1));
attempt(() => util.getSystemErrorMessage(-13));
attempt(() => util.styleText('nocolor', 'x'));
attempt(() => util.styleText(['bold', 'red'], `a${util.styleText('blue', 'b', { validateStream: false })}c`,
                             { validateStream: false }));
attempt(() => util.diff(['a', 'b', 'c'], ['a', 'x', 'c']));
attempt(() => util.diff('kitten', 'sitting'));
attempt(() => util.diff(1, 2));
attempt(() => util.stripVTControlCharacters('\u001b[31mred\u001b[0m'));
attempt(() => util.toUSVString('a\ud800b'));
attempt(() => util.parseEnv('A=1\n#c\nexport B="x\\ny"\nC=\'q\' tail\nD = e # f\nG='));
attempt(() => util.promisify(1));
attempt(() => util.callbackify(1));
attempt(() => `${new util.MIMEType('Text/HTML; Charset="utf-8"; x="a\\"b"')}`);
attempt(() => new util.MIMEType('nope'));
attempt(() => util.parseArgs({
  args: ['-ab', 'x', '--foo=1', '--no-c', '--', '-d'],
  options: { a: { type: 'boolean', short: 'a' }, bar: { type: 'string', short: 'b' },
             foo: { type: 'string', multiple: true }, c: { type: 'boolean' } },
  allowNegative: true, allowPositionals: true, tokens: true,
}));
attempt(() => util.parseArgs({ args: ['--unknown'] }));
attempt(() => util.parseArgs({ args: ['--f', '-x'], options: { f: { type: 'string' } } }));
attempt(() => util.isDeepStrictEqual(new Set([[1], [2]]), new Set([[2], [1]])));
attempt(() => util.isDeepStrictEqual({ a: 0 }, { a: -0 }));

util.promisify((a, callback) => callback(null, a + 1))(1).then(console.log);
util.callbackify(async (a) => a * 2)(4, (error, value) => console.log(error, value));
util.callbackify(() => Promise.reject(null))((error) => console.log(error.code, error.reason));
