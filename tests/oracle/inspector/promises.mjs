// Promises, and the profiler.

import inspector, { Session } from 'node:inspector/promises';

console.log(inspector.Session === Session, Session.prototype.post.length);
const session = new Session();
session.connect();
console.log((await session.post('Runtime.evaluate', { expression: '[1, 2].length' })).result.value);
console.log(await session.post('No.such').catch((error) => [error.code, error.message]));
console.log(await session.post('Profiler.enable'), await session.post('Profiler.start'));
for (const end = Date.now() + 30; Date.now() < end;);
const { profile } = await session.post('Profiler.stop');
console.log(Object.keys(profile).sort().join(), profile.nodes[0].callFrame.functionName, profile.samples.length > 0);
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
const { evaluate } = { evaluate: (0, eval)('(function covered(a) { return a ? 1 : 2 })\n//# sourceURL=file:///covered.js') };
evaluate(1);
const { result } = await session.post('Profiler.takePreciseCoverage');
const { functions } = result.find(({ url }) => url === 'file:///covered.js');
console.log(JSON.stringify(functions));
const evaluated = await session.post('Runtime.evaluate', { expression: 'new Promise((r) => setTimeout(r, 5, "later"))', awaitPromise: true });
console.log(evaluated.result.value);
const chunks = [];
session.on('HeapProfiler.addHeapSnapshotChunk', ({ params }) => chunks.push(params.chunk));
await session.post('HeapProfiler.takeHeapSnapshot');
console.log(Object.keys(JSON.parse(chunks.join(''))).join());
await session.post('HeapProfiler.collectGarbage');
const waiting = session.post('Runtime.evaluate', { expression: 'new Promise(() => {})', awaitPromise: true });
session.disconnect();
console.log(await waiting.catch((error) => error.code));
