'use strict';

// Objects of ours that structuredClone() and postMessage() can take along. Such an object has
//   [kClone]() or [kTransfer]() → { data, deserializeInfo: 'module:Constructor' }
//   [kTransferList]() → what to transfer with it
//   [kDeserialize](data), called on a fresh object at the other end.

const { SafeWeakMap, Symbol } = primordials;

const kClone = Symbol('messaging_clone_symbol');
const kDeserialize = Symbol('messaging_deserialize_symbol');
const kTransfer = Symbol('messaging_transfer_symbol');
const kTransferList = Symbol('messaging_transfer_list_symbol');

const modes = new SafeWeakMap();

function markTransferMode(object, cloneable, transferable) {
  if ((typeof object !== 'object' && typeof object !== 'function') || object === null) return;
  modes.set(object, { __proto__: null, cloneable, transferable });
}

/** { cloneable, transferable } of an object that was marked, or undefined. */
function getTransferMode(object) {
  return modes.get(object);
}

module.exports = { getTransferMode, kClone, kDeserialize, kTransfer, kTransferList, markTransferMode };
