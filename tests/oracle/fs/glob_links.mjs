// A pattern follows the symbolic links that it names, but none that it finds by * or behind **.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'anode-glob-'));
process.chdir(root);
for (const file of ['a/b/c/d', 'a/c/d/e', 'a/.hidden/f', 'links/a/b/file']) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, '');
}
fs.symlinkSync('../..', 'links/a/b/c');
fs.symlinkSync('../a', 'links/toA');
fs.symlinkSync('nowhere', 'links/dangling');

const patterns = [
  '**', '**/a', '**/a/**', '**/c', '**/c/', '**/c/*', '**/c/**', '**/c/d', '**/b/c/**', '**/b/c/a', '**/[c]/*', '**/dangling', '**/dangling/',
  'links/*', 'links/*/', 'links/*/b', 'links/toA', 'links/toA/', 'links/toA/*', 'links/toA/**', 'links/toA/**/', 'links/toA/**/d', 'links/[t]oA/b/*',
  'links/a/b/c/**', 'links/a/b/c/**/c', 'links/a/b/c/**/b/c/*', 'links/a/b/*/a', 'links/a/b/c/..', 'links/*/../a', 'links/dangling', 'links/dangling/*',
  '{links,a}/*/*', 'links/{toA,a}/b/*',
];
for (const pattern of patterns) {
  const found = fs.globSync(pattern).sort();
  console.log(pattern, found.join(' '));
  const later = [];
  for await (const name of fs.promises.glob(pattern)) later.push(name);
  if (later.sort().join() !== found.join()) console.log('  promises', later.join(' '));
}
process.chdir('/');
fs.rmSync(root, { recursive: true });
