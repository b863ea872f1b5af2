'use strict';

const { mock } = require('node:test');
const timers = require('timers');
const promises = require('timers/promises');

const attempt = (name, run) => {
  try {
    console.log(name, run());
  } catch (error) {
    console.log(name, error.code, error.message);
  }
};
const real = { setTimeout, Date, wait: promises.scheduler.wait };

(async () => {
  attempt('tick', () => mock.timers.tick(1));
  attempt('apis', () => mock.timers.enable({ apis: ['setNothing'] }));
  attempt('now', () => mock.timers.enable({ now: -1 }));
  attempt('now', () => mock.timers.enable({ now: NaN }));

  mock.timers.enable({ now: 1000 });
  attempt('twice', () => mock.timers.enable());
  attempt('negative', () => mock.timers.tick(-1));
  const log = (...args) => console.log(Date.now(), ...args);
  setTimeout(log, 100, 'timeout');
  timers.setTimeout(log, 50, 'timers');
  const interval = setInterval(log, 30, 'interval');
  setImmediate(log, 'immediate');
  clearTimeout(setTimeout(log, 10, 'never'));
  const signal = AbortSignal.timeout(70);
  signal.addEventListener('abort', () => log('abort', signal.reason.name));
  mock.timers.tick(60);
  mock.timers.tick(60);
  clearInterval(interval);
  promises.setTimeout(20, 'value').then((value) => log('promise', value));
  promises.scheduler.wait(25).then(() => log('waited'));
  mock.timers.tick(30);
  await null; await null; await null; await null;
  const controller = new AbortController();
  const aborted = promises.setTimeout(20, 'never', { signal: controller.signal });
  controller.abort();
  await aborted.catch((error) => log(error.name, error.code));
  const iterator = promises.setInterval(10, 'again')[Symbol.asyncIterator]();
  const first = iterator.next();
  mock.timers.tick(10);
  log(await first);
  log(await iterator.return());
  setTimeout(log, 500, 'last');
  setTimeout(log, 300, 'first');
  mock.timers.runAll();
  console.log(new Date().toISOString(), new Date(5).getTime(), Date() === new Date(Date.now()).toString(), new Date(2020, 1).getMonth());
  console.log(new Date() instanceof Date, Date.isMock, Date.name, Date.length, Date.UTC(1970, 0));
  mock.timers.setTime(7);
  console.log(Date.now());
  const timer = setTimeout(log, 1);
  console.log(timer.hasRef(), timer.ref() === timer, timer.unref() === timer, timer.refresh() === timer, timer.close() === timer);
  mock.timers.reset();
  console.log(setTimeout === real.setTimeout, Date === real.Date);
  mock.timers.enable({ apis: ['Date'], now: new Date(42) });
  console.log(Date.now(), setTimeout === real.setTimeout);
  mock.timers[Symbol.dispose]();
  console.log(Date === real.Date);
})();
