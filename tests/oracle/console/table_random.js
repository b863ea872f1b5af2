'use strict';
const generator = require('../util/fixtures/random_values');

for (let seed = 1; seed <= 300; seed++) {
  const { int, pick, next, primitive, value } = generator(seed * 31);
  const key = () => pick(['a', 'b', 'c', 'long name', '日本', '0', '😀']);
  const row = () => {
    switch (int(5)) {
      case 0: return primitive();
      case 1: return Array.from({ length: int(4) }, primitive);
      case 2: return Object.fromEntries(Array.from({ length: int(4) }, () => [key(), value(1)]));
      case 3: return { [key()]: value(2), [key()]: primitive() };
      default: return Object.fromEntries(Array.from({ length: int(4) }, () => [key(), primitive()]));
    }
  };
  const data = pick([
    () => Array.from({ length: int(5) }, row), () => Object.fromEntries(Array.from({ length: int(4) }, () => [key(), row()])),
    () => new Map(Array.from({ length: int(4) }, () => [primitive(), row()])), () => new Set(Array.from({ length: int(4) }, row)),
    () => new Uint8Array(int(4)), primitive,
  ])();
  console.log(`#${seed}`);
  if (next() < 0.2) console.table(data, [key(), key()]);
  else console.table(data);
}
