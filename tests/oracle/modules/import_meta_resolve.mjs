import tree from './fixtures/tree.cjs';

// import.meta.resolve returns a URL for a missing file, but throws for a missing package.
const root = tree.make({
  'main.mjs': 'export const r = (s) => import.meta.resolve(s);',
  'there.mjs': '', 'folder/x.mjs': '', 'node_modules/p/package.json': { exports: { '.': './a.js', './b': './b.js' } }, 'node_modules/p/a.js': '',
});
const { r } = await import(`${root}/main.mjs`);
for (const specifier of ['./there.mjs', './not.mjs', './folder', './folder/', '../x', '/abs', 'p', 'p/b', 'p/c', 'q', 'fs', 'node:fs', 'node:nope', 'data:text/javascript,1', 'https://a/b?c', 'mailto:x', '#x', './a%2fb', './there.mjs?q#h', '']) {
  tree.show(specifier, () => tree.hide(r(specifier)));
}
tree.show('symbol', () => r(Symbol('s')));
tree.show('number', () => tree.hide(r(5)));
tree.show('none', () => tree.hide(r()));
