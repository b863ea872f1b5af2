'use strict';
// util.inspect shows the remaining values of an iterator, and does not consume them.
const { inspect } = require('util');

const map = new Map([[1, { a: 1 }], ['two', [2]], [{ three: 3 }, new Set([3])]]);
const set = new Set([1, 'two', { three: 3 }]);
for (const iterator of [map.entries(), map.keys(), map.values(), set.entries(), set.values(), set[Symbol.iterator]()]) {
  console.log(iterator);
  iterator.next();
  console.log(inspect(iterator, { depth: 0 }), inspect([iterator], { compact: false }));
  console.log([...iterator].length, iterator);
}
const moved = map.keys();
moved.next();
map.delete(1);
map.set('late', 1);
console.log(moved);

console.log(inspect(new WeakSet([map]), { showHidden: true }), new WeakSet([map]));
console.log(inspect(new WeakMap([[map, 1]]), { showHidden: true, depth: 0 }));
console.table(map.entries());
console.table(set.values());
console.log(inspect(new Map().entries()), inspect(Object.assign(new Set([1]).values(), { extra: 1 })));
