'use strict';

const { Symbol } = primordials;

module.exports = {
  // An option of events.on(): hand over the first argument of the event, not the array of all.
  kFirstEventParam: Symbol('kFirstEventParam'),
};
