import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { rolldown } from 'rolldown';

const folder = mkdtempSync('/tmp/anode-rolldown-');
writeFileSync(`${folder}/a.js`, 'import { b } from "./b.ts"; import v from "virtual"; console.log(b, v)');
writeFileSync(`${folder}/b.ts`, 'export const b: number = 42; export const unused = 1');
const plugin = {
  name: 'virtual',
  resolveId: (id) => (id === 'virtual' ? '\0v' : undefined),
  load: (id) => (id === '\0v' ? 'export default "virtual"' : undefined),
  transform: (code, id) => (id.endsWith('b.ts') ? code.replace('42', '43') : undefined),
};
const bundle = await rolldown({ input: `${folder}/a.js`, cwd: folder, plugins: [plugin] });
const { output } = await bundle.generate({ format: 'cjs', sourcemap: true });
console.log(output.map(({ fileName, code }) => [fileName, code]));
await bundle.close();
const missing = await rolldown({ input: '/missing.js' });
await missing.generate().catch((error) => console.log(error.message.split('\n')[0]));
rmSync(folder, { recursive: true });
