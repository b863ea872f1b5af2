import fs from 'node:fs';
import tree from './fixtures/tree.cjs';

// A module that cannot be loaded, linked or run is imported a second time.
const root = tree.make({ 'syntax.mjs': 'export const = 1', 'throws.mjs': 'throw new Error("thrown")', 'links.mjs': 'import { nope } from "./fine.mjs"', 'fine.mjs': 'export const yes = 1', 'uses.mjs': 'import "./later.mjs"; export default 1', 'usessyntax.mjs': 'import "./syntax.mjs"' });
for (const name of ['syntax', 'throws', 'links', 'usessyntax']) {
  const errors = [];
  for (let i = 0; i < 2; i++) await import(`${root}/${name}.mjs`).catch((error) => errors.push(error));
  console.log(name, errors[0] === errors[1], errors[0].name, errors[0].message);
}
const codes = [];
await import(`${root}/later.mjs`).catch((error) => codes.push(error.code));
await import(`${root}/uses.mjs`).catch((error) => codes.push(error.code));
fs.writeFileSync(`${root}/later.mjs`, 'export default "there now"');
console.log(codes, (await import(`${root}/later.mjs`)).default);
fs.rmSync(`${root}/later.mjs`);
console.log((await import(`${root}/later.mjs`)).default);
fs.writeFileSync(`${root}/fixed.mjs`, 'export const =');
await import(`${root}/fixed.mjs`).catch((error) => console.log(error.name));
fs.writeFileSync(`${root}/fixed.mjs`, 'export const a = 1');
await import(`${root}/fixed.mjs`).then(console.log, (error) => console.log(error.name));
console.log(await import(`${root}/fixed.mjs?2`));
