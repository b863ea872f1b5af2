'use strict';
for (const start of [setTimeout, setInterval, setImmediate]) {
  for (const bad of [undefined, null, 'code', 1, {}]) {
    try {
      start(bad, 1);
    } catch (error) {
      console.log(start.name, error.name, error.code, error.message);
    }
  }
}
