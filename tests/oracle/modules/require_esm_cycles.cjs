'use strict';

const tree = require('./fixtures/tree.cjs');

// A require() of a module whose evaluation is under way.
const root = tree.make({
  'a.mjs': 'import "./b.cjs"', 'b.cjs': 'require("./a.mjs")', 'main-a.cjs': 'require("./a.mjs")', 'main-b.cjs': 'require("./b.cjs")',
  'c.mjs': 'import "./d.cjs"; export const c = 1', 'd.cjs': 'require("./e.mjs")', 'e.mjs': 'import "./c.mjs"',
  'self.cjs': 'exports.early = 1; require("./back.mjs")', 'back.mjs': 'import s from "./self.cjs"; export default s',
  'ok.mjs': 'import x from "./ok.cjs"; export const y = 1; console.log(x)', 'ok.cjs': 'module.exports = "no cycle"; import("./ok.mjs").then((m) => console.log(m.y))',
});
for (const main of ['a.mjs', 'b.cjs', 'main-a.cjs', 'main-b.cjs', 'c.mjs', 'd.cjs', 'e.mjs', 'self.cjs', 'back.mjs', 'ok.mjs']) {
  console.log(main);
  tree.run([`${root}/${main}`]);
}
