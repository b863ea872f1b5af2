'use strict';

// The code cache of scripts and functions: produced, accepted, refused for another text.

const vm = require('node:vm');

const text = 'function twice(n) { return 2 * n; } twice(21)';
const script = new vm.Script(text, { filename: 'cached.js' });
const before = script.createCachedData();
console.log(script.runInThisContext(), Buffer.isBuffer(before), before.length > 200, script.cachedDataRejected, script.cachedData);
const after = script.createCachedData();
console.log(after.length > before.length);
for (const [source, cachedData] of [[text, before], [text, after], [text, new Uint8Array(after)], [text, new DataView(after.buffer, after.byteOffset, after.length)],
                                    [`${text} `, before], [text, Buffer.from('nothing')], [text, Buffer.alloc(0)]]) {
  const again = new vm.Script(source, { cachedData });
  console.log(again.cachedDataRejected, again.runInNewContext());
}
const produced = new vm.Script(text, { produceCachedData: true });
console.log(produced.cachedDataProduced, produced.cachedData.length > 0);
const compiled = vm.compileFunction('return a + 1', ['a'], { produceCachedData: true });
console.log(compiled.cachedDataProduced, compiled.cachedData.length > 0, compiled(1));
const cached = vm.compileFunction('return a + 1', ['a'], { cachedData: compiled.cachedData });
console.log(cached.cachedDataRejected, cached(2), vm.compileFunction('return a + 2', ['a'], { cachedData: Buffer.from('no') }).cachedDataRejected);
