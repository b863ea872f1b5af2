'use strict';

// The objects that keep the loop alive: process._getActiveRequests() and process._getActiveHandles().

const { SafeSet } = primordials;
const loader = require('internal/bootstrap/loader');

function getActiveRequests() {
  const { requestObject } = require('internal/async_wrap');
  const found = [];
  loader.requests.forEach(({ index }) => {
    const { 0: owner, 1: name } = loader.opName(index);
    const object = requestObject(owner, name);
    if (object !== undefined) found[found.length] = object;
  });
  return found;
}

// Each handle as the object that the program knows: the socket, not its driver.
function getActiveHandles() {
  const found = new SafeSet();
  loader.handles.forEach(({ owner }, id) => {
    if (owner !== undefined && binding.hasRef(id)) found.add(owner.owner ?? owner);
  });
  return primordials.ArrayFrom(found);
}

module.exports = { getActiveHandles, getActiveRequests };
