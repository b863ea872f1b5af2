'use strict';
// Arguments of clearTimeout, clearInterval and clearImmediate. The first two clear each other's timers.
for (const odd of [undefined, null, {}, 'x', NaN, 12345, Symbol.iterator, () => {}]) {
  console.log(clearTimeout(odd), clearInterval(odd), clearImmediate(odd));
}
clearInterval(setTimeout(() => console.log('never'), 1));
clearTimeout(setInterval(() => console.log('never'), 1));
clearTimeout(String(+setTimeout(() => console.log('never'), 1)));
const timer = setTimeout(() => console.log('never'), 1);
console.log(typeof timer[Symbol.toPrimitive](), typeof +timer);
clearTimeout(+timer);
const closed = setTimeout(() => console.log('never'), 1);
console.log(closed.close() === closed, closed._destroyed);
