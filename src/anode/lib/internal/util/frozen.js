'use strict';

// Two frozen objects that many calls share: options without a value, and the start of a property descriptor.

const { ObjectFreeze } = primordials;

const kEmptyObject = ObjectFreeze({ __proto__: null });
const kEnumerableProperty = ObjectFreeze({ __proto__: null, enumerable: true });

module.exports = { kEmptyObject, kEnumerableProperty };
