'use strict';
const { setTimeout: after, setImmediate: soon } = require('timers/promises');
(async () => {
  console.log(await after(1, 'value'), await soon('soon'), await after(), await soon());
  const object = {};
  console.log(await after(1, object) === object);
  const { promisify } = require('util');
  console.log(promisify(setTimeout) === after, promisify(setImmediate) === soon, await promisify(setTimeout)(1, 'x'));
})();
