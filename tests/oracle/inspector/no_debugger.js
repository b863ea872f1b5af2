'use strict';

// The functions of node:inspector by which programs look for a debugger, without a debugger.

const inspector = require('inspector');
const { Session } = require('node:inspector/promises');

console.log(inspector.url(), inspector.close(), Object.keys(inspector), Object.keys(inspector.Network));
console.log(inspector.open.name, inspector.close.name, inspector.waitForDebugger.name, inspector.console === console);
inspector.console.log('to a debugger alone');
const session = new inspector.Session();
console.log(session instanceof require('events'), session.disconnect(), new Session() instanceof inspector.Session);
for (const run of [
  () => inspector.waitForDebugger(),
  () => session.post('Runtime.enable'),
  () => session.post(1),
  () => session.post('Runtime.enable', 'no object'),
  () => session.connectToMainThread(),
  () => inspector.Session(),
]) {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
new Session().post('Runtime.enable').catch((error) => console.log(error.code));
console.log(inspector.Network.requestWillBeSent({ requestId: '1' }));
