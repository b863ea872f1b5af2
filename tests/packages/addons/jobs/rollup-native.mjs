import { rollup } from 'rollup';
import { parseAst, parseAstAsync } from 'rollup/parseAst';

const files = { 'a.js': 'import x from "x.js"; export default x + 1', 'x.js': 'export default 5; export const unused = 1' };
const bundle = await rollup({ input: 'a.js', plugins: [{ resolveId: (id) => id, load: (id) => files[id] }] });
console.log((await bundle.generate({ format: 'es', compact: true })).output[0].code);
console.log(parseAst('let a = 1').body.length, (await parseAstAsync('a; b')).body.length);
try {
  parseAst('let =');
} catch (error) {
  console.log(error.message);
}
