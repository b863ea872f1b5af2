'use strict';

const tree = require('./fixtures/tree.cjs');

// Programs whose modules cannot be linked, parsed or found: the place and the message that they print.
const root = tree.make({
  'y.mjs': 'export const y = 1', 'c.cjs': 'exports.known = 1', 'package.json': {},
  '01.mjs': 'import { x } from "./y.mjs";', '02.mjs': 'import def from "./y.mjs"', '03.mjs': 'import "./nope/x.mjs"', '04.mjs': 'import "nopkg"', '05.mjs': 'const a = 1;\nimport { known, y as z } from "./c.cjs";\n', '06.mjs': 'export { q } from "./y.mjs"', '07.mjs': 'export const a = 1;\nexport const a = 2;\n',
  '08.mjs': 'import j from "./package.json"', '09.mjs': 'await import("./01.mjs")', '10.mjs': 'throw null', '11.mjs': 'require("x")', '12.mjs': 'const x: number = 1', '13.mjs': 'return 5', '14.cjs': 'import("./01.mjs")', '15.cjs': 'require("./01.mjs")', '16.cjs': 'await 1', '17.mjs': 'with ({}) {}',
  '18.mjs': '\timport * as ns from "./c.cjs"; import { nothere } from \'./c.cjs\';', '19.mjs': 'import "./y"', '20.mjs': 'import "./"', '21.mjs': 'import { a } from "./07.mjs"', '22.mjs': 'await Promise.reject(new Error("rejected"))', '23.mjs': 'export default exports',
});
const fs = require('fs');
for (const name of fs.readdirSync(root).filter((file) => /^\d/.test(file)).sort()) {
  console.log(name);
  tree.run([`${root}/${name}`]);
}
