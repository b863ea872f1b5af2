'use strict';
const { setInterval: every } = require('timers/promises');
(async () => {
  const controller = new AbortController();
  let n = 0;
  try {
    for await (const value of every(2, 'x', { signal: controller.signal })) {
      console.log(value);
      if (++n === 2) controller.abort('enough');
    }
  } catch (error) {
    console.log(error.name, error.code, error.cause);
  }
})();
