'use strict';
const { getCallSites } = require('util');
function inner() {
  return getCallSites(2);
}
function outer() {
  return inner();
}
console.log(outer().map((site) => ({ ...site, scriptId: typeof site.scriptId, scriptName: site.scriptName.split('/').pop() })));
console.log(getCallSites(1).length, getCallSites().length > 1);
