'use strict';

const { Symbol, SymbolFor } = primordials;

module.exports = {
  kCapture: Symbol('kCapture'),
  // An option of events.on(): hand over the first argument of the event, not the array of all.
  kFirstEventParam: Symbol('kFirstEventParam'),
  kMaxEventTargetListeners: Symbol('events.maxEventTargetListeners'),
  kMaxEventTargetListenersWarned: Symbol('events.maxEventTargetListenersWarned'),
  kRejection: SymbolFor('nodejs.rejection'),
};
