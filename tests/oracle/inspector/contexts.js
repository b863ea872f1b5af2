'use strict';

// Contexts of node:vm as a debugger sees them: those before its session, and those after.

const vm = require('vm');
const { Session } = require('inspector');

const before = vm.createContext({ a: 1 }, { name: 'before' });
const session = new Session();
session.connect();
const contexts = new Map();
session.on('Runtime.executionContextCreated', ({ params: { context } }) => {
  contexts.set(context.name, context.id);
  console.log(context.name.replace(/^.*\[\d+\]$/, 'main'), context.auxData.isDefault);
});
session.post('Runtime.enable');
const after = vm.createContext({ a: 2 });
vm.runInNewContext('1', {}, { contextName: 'named' });
for (const name of ['before', 'VM Context 1']) {
  session.post('Runtime.evaluate', { expression: 'a + (Array === [].constructor)', contextId: contexts.get(name) },
               (error, { result }) => console.log(name, result.value));
}
session.post('Debugger.enable');
session.on('Debugger.paused', ({ params: { callFrames: [{ url, functionName }] } }) => console.log('paused in', url, functionName));
vm.runInContext('function inside() { debugger; } inside()', after, 'named.vm');
vm.runInContext('debugger', before, 'other.vm');
session.disconnect();
