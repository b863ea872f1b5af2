// One module, reached by both systems: it is evaluated once, and what it exports is live.
const required = require('./greeter.mjs');
console.log(required.greet('require'), required.greeted);

import('./greeter.mjs').then((imported) => {
  console.log(imported === required);
  console.log(imported.greet('import'), required.greeted);
});
