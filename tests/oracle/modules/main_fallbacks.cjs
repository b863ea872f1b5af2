'use strict';

const tree = require('./fixtures/tree.cjs');

// The file that require() of a folder loads.
const files = { 'main.cjs': 'exports.req = (s) => require(s); exports.imp = (s) => import(s); exports.res = (s) => require.resolve(s)' };
const mains = { plain: './x.js', noext: './x', folder: './lib', slash: './lib/', dot: '.', missing: './nope.js', number: 5, empty: '', json: './data', up: '../noext/x', none: undefined };
for (const [name, main] of Object.entries(mains)) {
  files[`node_modules/${name}/package.json`] = { name, main };
  files[`node_modules/${name}/x.js`] = `module.exports = "${name} x"`;
  files[`node_modules/${name}/lib/index.js`] = `module.exports = "${name} lib"`;
  files[`node_modules/${name}/data.json`] = '"data"';
  files[`node_modules/${name}/index.js`] = `module.exports = "${name} index"`;
}
files['node_modules/jsonindex/index.json'] = '{"index":"json"}';
files['node_modules/bare/y.js'] = '';
files['node_modules/onlymain/package.json'] = { main: './gone' };
files['node_modules/file.js'] = 'module.exports = "a file in node_modules"';
files['both.js'] = 'module.exports = "file"';
files['both/index.js'] = 'module.exports = "folder"';
const root = tree.make(files);
const { req, imp, res } = require(`${root}/main.cjs`);
process.removeAllListeners('warning');
process.on('warning', (warning) => console.log(warning.code, tree.hide(warning.message)));
(async () => {
  for (const name of [...Object.keys(mains), 'jsonindex', 'bare', 'onlymain', 'file', 'file.js', './both', './both/', './both/.', `${root}/both`, './nope', `${root}/nope`, '..', './']) {
    tree.show(`require ${tree.hide(name)}`, () => req(name));
    tree.show(`resolve ${tree.hide(name)}`, () => tree.hide(res(name)));
    await tree.showLater(`import ${tree.hide(name)}`, async () => (await imp(name)).default);
    await new Promise(setImmediate);
  }
})();
