import tree from './fixtures/tree.cjs';

// The order in which the modules of a graph run.
const root = tree.make({
  'a.mjs': 'import "./b.mjs"; import "./c.cjs"; import "./d.mjs"; console.log("a")', 'b.mjs': 'console.log("b before"); await null; console.log("b after")', 'c.cjs': 'console.log("c"); require("./e.cjs")', 'd.mjs': 'import "./b.mjs"; import "./a.mjs"; console.log("d")', 'e.cjs': 'console.log("e")',
  'x.mjs': 'import { y } from "./y.mjs"; export let x = 1; export const later = () => y', 'y.mjs': 'import { x, later } from "./x.mjs"; try { x } catch (e) { console.log(e.name, e.message) } export const y = 2; export default later',
  'bad.mjs': 'import "./fine.mjs"; import "./throws.mjs"; import "./never.mjs"; console.log("not me")', 'fine.mjs': 'console.log("fine")', 'throws.mjs': 'console.log("throws"); throw new Error("here")', 'never.mjs': 'console.log("never")',
});
await import(`${root}/a.mjs`);
console.log((await import(`${root}/y.mjs`)).default());
await import(`${root}/bad.mjs`).catch((error) => console.log(error.message));
await import(`${root}/never.mjs`);
const promise = import(`${root}/fine.mjs?2`);
console.log('sync');
process.nextTick(() => console.log('tick'));
await promise;
console.log('done');
