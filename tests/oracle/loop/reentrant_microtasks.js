'use strict';
// The steps of async iterators and generators, among plain awaits.
const log = [];
(async () => { for await (const x of [1, Promise.resolve(2)]) log.push(`of ${x}`); log.push('done'); })();
(async () => { for (let i = 0; i < 8; i++) { await null; log.push(`await ${i}`); } })();
(async function() { async function* g() { yield 'a'; yield* ['b']; return 'c'; } for await (const x of g()) log.push(x); })();
setImmediate(() => console.log(log));
