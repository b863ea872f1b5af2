// An ES module imports names from a CommonJS module that are not among its known exports.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = mkdtempSync(path.join(tmpdir(), 'names-'));
writeFileSync(path.join(folder, 'c.cjs'), 'exports.known = 1; exports["mad" + "e"] = 2;');
const sources = ['import { known, made as m } from "./c.cjs";', 'import d, { made } from "./c.cjs";', 'export { made } from "./c.cjs";', 'import {\n known,\n made\n} from "./c.cjs";'];
for (let i = 0; i < sources.length; i++) {
  writeFileSync(path.join(folder, `${i}.mjs`), sources[i]);
  const error = await import(path.join(folder, `${i}.mjs`)).catch((thrown) => thrown);
  console.log(error.name, i === 3 ? error.message.split('\n').slice(1).join('\n') : error.message);
}
rmSync(folder, { recursive: true });
