'use strict';
{
  using timer = setTimeout(() => console.log('never'), 1);
  using immediate = setImmediate(() => console.log('never'));
  console.log(typeof timer[Symbol.dispose], typeof immediate[Symbol.dispose]);
}
setTimeout(() => console.log('done'), 5);
