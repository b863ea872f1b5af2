'use strict';
const domain = require('domain');
const d = domain.create();
d.on('error', (error) => console.log('error', error.message, error.domain === d, error.domainThrown, process.domain, domain._stack.length));
d.run(() => {
  console.log(process.domain === d, domain.active === d);
  setTimeout(() => { throw new Error('timer'); }, 40);
  process.nextTick(() => { throw new Error('tick'); });
  setImmediate(() => { throw new Error('immediate'); });
  require('fs').stat(__filename, () => { setTimeout(() => { throw new Error('after stat'); }, 90); });
});
console.log(process.domain);
