'use strict';
// The methods of a console with streams of its own.

const { Console } = require('console');
const { Writable } = require('stream');

let text = '';
const stream = (prefix) => new Writable({
  write(chunk, encoding, callback) {
    text += `${chunk}`.replace(/^/gm, prefix);
    callback();
  },
});
const own = new Console({ stdout: stream('out|'), stderr: stream('err|') });

own.log('a', 1, { b: [1, 2] });
own.log('%s is %d', 'x', 5, 'rest');
own.info('info');
own.debug('debug');
own.warn('warn');
own.error('error');
own.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
own.group('group', 1);
own.log('two\nlines');
own.groupCollapsed();
own.warn('deeper');
own.groupEnd();
own.groupEnd();
own.groupEnd();
own.log('back');
own.assert(true, 'silent');
own.assert(false);
own.assert(false, 'with %s', 'text');
own.assert(false, { object: 1 });
own.count();
own.count('label');
own.count();
own.countReset();
own.count();
own.table([{ a: 1, b: 'x' }, { a: 2, c: { z: 1 } }]);
own.table([[1, 2], [3, 4]], ['1']);
own.table({ a: { b: 1 }, c: 3 });
own.table(new Map([[1, 2], ['a', { b: 1 }]]));
own.table(new Set([1, [2]]));
own.table(['日本', 'a'].map((name) => ({ name })));
own.table(5);
own.table([]);
process.stdout.write(text);

console.log(Object.keys(console).filter((key) => !['profile', 'profileEnd', 'timeStamp', 'context', 'createTask'].includes(key)));
console.log(console instanceof Console, own instanceof Console, {} instanceof Console, String(console));
console.log(Object.keys(own));
for (const options of [undefined, { stdout: 1 }, { stdout: process.stdout, colorMode: 1 },
                       { stdout: process.stdout, groupIndentation: -1 },
                       { stdout: process.stdout, inspectOptions: { colors: true }, colorMode: true }]) {
  try {
    new Console(options);
  } catch (error) {
    console.log(`${error}`, error.code);
  }
}
