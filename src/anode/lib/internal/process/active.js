'use strict';

// What keeps the loop alive, as objects: process._getActiveRequests() and process._getActiveHandles().

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

// Each as the program knows it: the socket, not what drives it.
function getActiveHandles() {
  const found = new SafeSet();
  loader.handles.forEach(({ owner }, id) => {
    if (owner !== undefined && binding.hasRef(id)) found.add(owner.owner ?? owner);
  });
  return primordials.ArrayFrom(found);
}

module.exports = { getActiveHandles, getActiveRequests };
