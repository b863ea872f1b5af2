import { findPackageJSON } from 'node:module';
import { pathToFileURL } from 'node:url';
import tree from './fixtures/tree.cjs';

// module.findPackageJSON
const root = tree.make({ 'package.json': { name: 'root' }, 'a/b.mjs': '', 'a/sub/package.json': {}, 'a/sub/c.mjs': '', 'node_modules/p/package.json': { exports: { './x': './lib/x.js' } }, 'node_modules/p/lib/x.js': '', 'node_modules/p/lib/package.json': {}, 'node_modules/@s/q/package.json': {} });
const base = pathToFileURL(`${root}/a/b.mjs`);
for (const [specifier, from] of [['..', base], ['.', base], ['./b.mjs', base], ['./sub/c.mjs', base], ['./sub', base], ['./sub/', base], ['p', base], ['p', `${root}/a/b.mjs`], ['p', base.href], ['@s/q', base], ['p/x', base], ['nope', base], ['fs', base], ['node:fs', base],
                                 [base, undefined], [base.href, undefined], [`${root}/a/sub/c.mjs`, undefined], [pathToFileURL(`${root}/node_modules/p/lib/x.js`), undefined], ['', base], [5, base], ['p', 5]]) {
  tree.show(tree.hide(`${specifier} ${from === undefined ? '' : typeof from}`), () => { const found = findPackageJSON(specifier, from); return found === undefined ? found : tree.hide(found); });
}
