'use strict';

const { ObjectFreeze } = primordials;
const { validateString, validateBuffer } = require('internal/validators');

const permission = ObjectFreeze({
  __proto__: null,
  has(scope, reference) {
    validateString(scope, 'scope');
    if (reference != null) {
      if (primordials.ArrayBufferIsView(reference)) {
        validateBuffer(reference, 'reference');
        reference = `${reference}`;
      } else {
        validateString(reference, 'reference');
      }
    }
    return binding('process').has_permission(scope, reference);
  },
});

module.exports = { permission };
