'use strict';
const { setTimeout: after, setImmediate: soon, setInterval: every, scheduler } = require('timers/promises');
const show = (name) => (error) => console.log(name, error.name, error.code, error.message, error.cause);
(async () => {
  const aborted = AbortSignal.abort('why');
  await after(1, 0, { signal: aborted }).catch(show('timeout before'));
  await soon(0, { signal: aborted }).catch(show('immediate before'));
  await scheduler.wait(1, { signal: aborted }).catch(show('wait before'));
  for (const [name, start] of Object.entries({
    timeout: (signal) => after(1000, 0, { signal }),
    immediate: (signal) => soon(0, { signal }),
    wait: (signal) => scheduler.wait(1000, { signal }),
    interval: (signal) => every(1000, 0, { signal }).next(),
  })) {
    const controller = new AbortController();
    const waiting = start(controller.signal);
    controller.abort(new Error('now'));
    await waiting.catch(show(name));
  }
})();
