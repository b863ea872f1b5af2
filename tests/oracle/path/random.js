'use strict';
const path = require('path');
const generator = require('../util/fixtures/random_values');

const parts = ['a', 'b.txt', '.hidden', '..', '.', '/', '//', '\\', '\\\\', 'C:', 'c:', 'D:\\', '', 'name.', '.ext', ' ', '?', '\\\\?\\', '\\\\server\\share\\', 'nul', 'COM1', 'x.y.z'];
for (let seed = 1; seed <= 1500; seed++) {
  const { int, pick } = generator(seed * 13);
  const make = () => Array.from({ length: int(6) }, () => pick(parts)).join('');
  const one = make();
  const two = make();
  for (const kind of [path.posix, path.win32]) {
    console.log(seed, JSON.stringify([
      kind.normalize(one), kind.join(one, two), kind.basename(one), kind.basename(one, pick(['.txt', '.', 'a', ''])), kind.dirname(one), kind.extname(one), kind.isAbsolute(one),
      kind.parse(one), kind.format(kind.parse(two)), kind.resolve('/base', one, two).replace(process.cwd(), 'CWD'), kind.relative(kind.join('/r', one), kind.join('/r', two)),
      kind.toNamespacedPath(kind.join('/r', one)), kind.matchesGlob(one || 'x', pick(['*', '**', 'a/*', '*.txt'])),
    ]));
  }
}
