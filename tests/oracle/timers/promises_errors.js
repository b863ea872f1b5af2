'use strict';
const timers = require('timers/promises');
const show = (name) => (error) => console.log(name, error.name, error.code, error.message);
(async () => {
  for (const [name, start] of [['timeout', (o) => timers.setTimeout(1, 0, o)], ['immediate', (o) => timers.setImmediate(0, o)]]) {
    for (const options of [1, 'x', null, { signal: {} }, { signal: 'x' }, { ref: 1 }, { ref: 'yes' }]) {
      await start(options).then(() => console.log(name, 'ok'), show(name));
    }
  }
  await timers.setTimeout('x').then(console.log, show('delay'));
  for (const args of [['x'], [1, 1, 1], [1, 1, { signal: 1 }], [1, 1, { ref: 1 }]]) {
    try {
      const iterator = timers.setInterval(...args);
      await iterator.next();
      await iterator.return();
      console.log('interval ok');
    } catch (error) {
      show('interval')(error);
    }
  }
})();
