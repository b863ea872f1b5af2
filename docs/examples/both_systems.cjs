// require and import reach the same module: it is evaluated once, and its exports are live.
const required = require('./greeter.mjs');
console.log(required.greet('require'), required.greeted);

import('./greeter.mjs').then((imported) => {
  console.log(imported === required);
  console.log(imported.greet('import'), required.greeted);
});
