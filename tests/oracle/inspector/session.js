'use strict';

// Sessions in the same thread: results, errors, events, a breakpoint, the end.

const inspector = require('inspector');
const { pathToFileURL } = require('url');

function paused(value) {
  const doubled = value * 2;
  return doubled;
}

const session = new inspector.Session();
session.connect();
try { session.connect(); } catch (error) { console.log(error.code, error.message); }
session.post('Runtime.evaluate', { expression: '6 * 7' }, (error, { result }) => console.log(error, result));
session.post('Runtime.evaluate', { expression: '({ a: ["€", "é"] })', returnByValue: true }, (error, { result }) => console.log(JSON.stringify(result)));
session.post('Runtime.evaluate', { expression: 'x:' }, (error, { exceptionDetails }) => console.log(exceptionDetails.exception.description.split('\n')[0]));
session.post('Runtime.evaluate', { expression: 'throw new TypeError("t")' }, (error, { exceptionDetails }) => console.log(exceptionDetails.text));
session.post('Runtime.evaluate', { expression: 'typeof require', includeCommandLineAPI: true }, (error, { result }) => console.log(result.value));
session.post('No.such', (error, result) => console.log(error.code, error.message, result));
session.post('Runtime.evaluate', {}, (error) => console.log(error.message));
session.post('Schema.getDomains', (error, { domains }) => console.log(domains.map(({ name }) => name).join()));
for (const method of ['NodeTracing.nope', 'NodeRuntime.nope', 'NodeWorker.nope', 'Network.getRequestPostData', 'Target.setAutoAttach', 'IO.read']) {
  session.post(method, method === 'Network.getRequestPostData' ? { requestId: '9' } : {}, (error) => console.log(method, error.message));
}
session.post('NodeRuntime.notifyWhenWaitingForDisconnect', {}, (error) => console.log(error.message));
session.post('NodeRuntime.enable', (error, result) => console.log(error, result));

// Events.
const seen = [];
session.on('inspectorNotification', ({ method }) => seen.push(method));
session.on('Runtime.consoleAPICalled', ({ params }) => {
  const [frame] = params.stackTrace.callFrames;
  seen.push(params.type, params.args.map((value) => value.value ?? value.type).join(), frame.url === pathToFileURL(__filename).href);
});
session.post('Runtime.enable');
console.log('told', 1, 'ü€');
console.warn({ a: 1 });
inspector.console.error('to the debugger alone');
session.post('Runtime.disable');
console.log('not told');
console.log(seen);

// A breakpoint.
session.on('Debugger.paused', ({ params: { reason, hitBreakpoints, callFrames: [frame] } }) => {
  console.log(reason, hitBreakpoints.length, frame.functionName, frame.location.lineNumber);
  session.post('Debugger.evaluateOnCallFrame', { callFrameId: frame.callFrameId, expression: 'value = doubled + 1' },
               (error, { result }) => console.log(result.value));
  const inner = new inspector.Session();
  inner.connect();
  inner.post('Runtime.evaluate', { expression: '1' }, (error, { result }) => console.log('inner', result.value));
  inner.disconnect();
});
session.post('Debugger.enable');
session.post('Debugger.setBreakpointByUrl', { lineNumber: 9, url: pathToFileURL(__filename).href, columnNumber: 0 },
             (error, { locations }) => console.log(locations.length));
console.log(paused(4));
session.post('Debugger.disable');
console.log(paused(4));

// The end.
session.post('Runtime.evaluate', { expression: 'new Promise(() => {})', awaitPromise: true }, (error) => console.log('ended:', error.code));
session.disconnect();
try { session.post('Runtime.enable'); } catch (error) { console.log(error.code, error.message); }
session.connect();
session.post('Runtime.evaluate', { expression: '"again"' }, (error, { result }) => console.log(result.value));
session.disconnect();
session.disconnect();
process.on('warning', ({ message }) => console.log('warning:', message));
const third = new inspector.Session();
third.connect();
third.post('Runtime.enable', () => { throw new Error('in the callback'); });
third.disconnect();
