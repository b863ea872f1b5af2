import { createRequire, register } from 'node:module';
import { MessageChannel } from 'node:worker_threads';
import tree from './fixtures/tree.cjs';

// Hooks of module.register() run in a thread of their own. They share only messages with the program.
const root = tree.make({
  'hooks.mjs': `import { isMainThread, threadId, workerData, parentPort } from 'node:worker_threads';
globalThis.seen = 'by hooks';
let given;
export async function initialize(data) { given = data; data.port.postMessage({ isMainThread, workerData, parentPort, resolve: typeof import.meta.resolve, main: import.meta.main, number: data.number }); }
export async function resolve(specifier, context, next) {
  if (specifier.startsWith('made:')) return { url: specifier, format: 'module', shortCircuit: true };
  if (specifier === 'throws:') throw Object.assign(new RangeError('from a hook'), { code: 'MINE', extra: { a: 1 } });
  if (specifier === 'text:') throw 'a string';
  if (specifier === 'bad:') return { url: 5, shortCircuit: true };
  if (specifier === 'nothing:') return undefined;
  if (specifier === 'chain:') return { url: 'made:chain' };
  return next(specifier, context);
}
export async function load(url, context, next) {
  if (!url.startsWith('made:')) return next(url, context);
  const source = { 'made:bytes': Buffer.from('export default "bytes"'), 'made:number': 5, 'made:cjs': 'module.exports = "cjs"', 'made:json': '{"j":1}' }[url] ?? \`export default \${JSON.stringify([url, typeof globalThis.program, context.format, context.importAttributes])}\`;
  return { format: { 'made:cjs': 'commonjs', 'made:json': 'json', 'made:odd': 'odd' }[url] ?? 'module', source, shortCircuit: true };
}`,
  'required.mjs': 'import x from "made:required"; export { x }', 'plain.cjs': 'module.exports = "plain"', 'tla.mjs': 'globalThis.order = "awaited"; await 1; export function resolve(s, c, n) { return n(s, c); }',
});
globalThis.program = true;
const { port1, port2 } = new MessageChannel();
const told = new Promise((resolve) => port1.once('message', resolve));
console.log(register(`${root}/hooks.mjs`, { parentURL: import.meta.url, data: { port: port2, number: 7 }, transferList: [port2] }));
console.log(await told, typeof globalThis.seen);
port1.close();
const require = createRequire(import.meta.url);
console.log(import.meta.resolve('made:x'), (await import('made:x')).default, (await import('made:bytes')).default, (await import('made:cjs')).default);
console.log((await import('made:json', { with: { type: 'json' } })).default);
await tree.showLater('json without', () => import('made:json'));
for (const specifier of ['throws:', 'text:', 'bad:', 'nothing:', 'chain:', 'made:number', 'made:odd', 'other:x']) await tree.showLater(specifier, () => import(specifier));
try {
  import.meta.resolve('throws:');
} catch (error) {
  console.log(error instanceof RangeError, error.code, error.message);
}
console.log(require(`${root}/required.mjs`).x, require(`${root}/plain.cjs`), (await import(`${root}/plain.cjs`)).default);
tree.show('a module that awaits', () => register(`${root}/tla.mjs`));
tree.show('not there', () => register(`${root}/nope.mjs`));
tree.show('not to be cloned', () => register(`${root}/tla.mjs`, { data: () => {} }));
tree.show('relative', () => register('./nope.mjs'));
