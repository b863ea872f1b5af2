'use strict';
const { scheduler } = require('timers/promises');
(async () => {
  setImmediate(() => console.log('immediate'));
  const order = [];
  await Promise.all([scheduler.yield().then(() => order.push('yield')), scheduler.wait(5).then(() => order.push('wait'))]);
  console.log(order, await scheduler.yield(), await scheduler.wait(1));
  try {
    new scheduler.constructor();
  } catch (error) {
    console.log(error.code, error.message);
  }
  for (const bad of ['x', -1, NaN, undefined]) await scheduler.wait(bad).then(() => console.log('ok', bad), (error) => console.log(bad, error.code));
  try {
    await scheduler.yield.call({});
  } catch (error) {
    console.log(error.code);
  }
})();
