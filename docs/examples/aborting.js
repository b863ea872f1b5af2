// One signal aborts every operation that takes it: timers, reads, events, fetches.
const { readFile } = require('node:fs/promises');
const { setTimeout: after } = require('node:timers/promises');

(async () => {
  const controller = new AbortController();
  const reasons = Promise.allSettled([
    after(10_000, null, { signal: controller.signal }),
    readFile(__filename, { signal: controller.signal }),
  ]);
  controller.abort(new Error('the user went away'));
  for (const { reason } of await reasons) console.log(reason.name, reason.code, '<-', reason.cause.message);

  const either = AbortSignal.any([AbortSignal.timeout(5), new AbortController().signal]);
  await after(10_000, null, { signal: either }).catch((error) => console.log(error.name, '<-', error.cause.name));
})();
