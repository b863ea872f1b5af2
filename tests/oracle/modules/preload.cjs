'use strict';

const tree = require('./fixtures/tree.cjs');

// --require and --import: modules that run before the program.
const root = tree.make({
  'first.cjs': 'console.log("first", module.isPreloading, require.main === undefined, module.parent && module.parent.id, process.argv.length); globalThis.first = 1', 'second.mjs': 'console.log("second", import.meta.main, globalThis.first); await 1; console.log("second awaited")',
  'main.cjs': 'console.log("main", module.isPreloading, require.main === module, module.id, process.argv[1].slice(-8))', 'main.mjs': 'console.log("main", import.meta.main, globalThis.first)', 'throws.cjs': 'throw new Error("preloaded")', 'node_modules/pre/index.js': 'console.log("a package")',
});
const at = (name) => `${root}/${name}`;
for (const args of [['-r', at('first.cjs'), at('main.cjs')], ['--import', at('second.mjs'), at('main.cjs')], ['--import', at('second.mjs'), '-r', at('first.cjs'), at('main.mjs')], ['-r', './first.cjs', '-e', 'console.log("text")'],
                    ['-r', 'pre', '--import', 'pre', at('main.mjs')], ['-r', './nope', at('main.cjs')], ['--import', './nope.mjs', at('main.cjs')], ['-r', './throws.cjs', at('main.cjs')], ['-r', './second.mjs', at('main.cjs')], ['--import', './first.cjs', '-p', '1']]) {
  console.log(args.map(tree.hide).join(' '));
  tree.run(args);
}
