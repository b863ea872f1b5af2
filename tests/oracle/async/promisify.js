'use strict';
const { promisify } = require('util');
const { custom } = promisify;
console.log(custom, Symbol.for('nodejs.util.promisify.custom') === custom);
function own(callback) { callback(null, 'by callback'); }
own[custom] = () => Promise.resolve('custom');
(async () => {
  console.log(await promisify(own)(), promisify(own) === own[custom], promisify(promisify(own)) === own[custom]);
  const many = promisify((callback) => callback(null, 1, 2));
  console.log(await many());
  await promisify((callback) => callback(new Error('failed')))().catch((error) => console.log(error.message));
  await promisify(() => { throw new Error('thrown'); })().catch((error) => console.log(error.message));
  const object = { value: 5, get(callback) { callback(null, this.value); } };
  object.later = promisify(object.get);
  console.log(await object.later());
  for (const bad of [1, null]) try { promisify(bad); } catch (error) { console.log(error.code, error.message); }
  own[custom] = 5;
  try { promisify(own); } catch (error) { console.log(error.code, error.message); }
})();
