'use strict';
// The number of turns of the microtask queue that each form takes.
const log = [];
const step = (name, n) => {
  let p = Promise.resolve();
  for (let i = 1; i <= n; i++) p = p.then(() => log.push(`${name}${i}`));
};
step('p', 6);
(async () => { await null; log.push('await null'); })();
(async () => 1)().then(() => log.push('async value'));
(async () => Promise.resolve(1))().then(() => log.push('async promise'));
(async () => { await (async () => {})(); log.push('await async'); })();
(async () => { try { await Promise.reject(1); } catch { log.push('await rejected'); } })();
new Promise((resolve) => resolve(Promise.resolve())).then(() => log.push('resolved with promise'));
(async () => { await { then(f) { f(); } }; log.push('await thenable'); })();
Promise.all([1, Promise.resolve(2)]).then(() => log.push('all'));
Promise.race([1]).then(() => log.push('race'));
Promise.resolve().finally(() => {}).then(() => log.push('finally'));
setImmediate(() => console.log(log));
