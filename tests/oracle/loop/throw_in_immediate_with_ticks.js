'use strict';
const seen = (name) => () => console.log(name);
process.on('uncaughtException', (error) => {
  console.log('caught', error.message);
  process.nextTick(seen('tick of handler'));
  Promise.resolve().then(seen('promise of handler'));
});
setImmediate(() => {
  process.nextTick(seen('tick before throw'));
  throw new Error('one');
});
setImmediate(seen('two'));
setImmediate(() => { throw new Error('three'); });
