'use strict';

const tree = require('./fixtures/tree.cjs');

// NODE_PATH has an effect on require() alone.
const root = tree.make({ 'one/a.js': 'module.exports = "one a"', 'two/a.js': 'module.exports = "two a"', 'two/b/index.js': 'module.exports = "two b"', 'node_modules/b/index.js': 'module.exports = "own b"' });
const env = { ...process.env, NODE_PATH: `${root}/one::${root}/two` };
tree.run(['-p', 'require("a")'], { env });
tree.run(['-p', 'require("b")'], { env });
tree.run(['-p', `require("module").createRequire("${root}/one/x.js")("b")`], { env });
tree.run(['-p', 'require("module").globalPaths.slice(0, 2).map((p) => p.slice(-3))'], { env });
tree.run(['--input-type=module', '-e', 'await import("a").catch((e) => console.log(e.code))'], { env });
tree.run(['-p', 'try { require("nope") } catch (e) { e.message }'], { env });
