'use strict';

// A Date whose current time is given.

const {
  DatePrototypeToString, FunctionPrototypeToString, ObjectDefineProperties, ObjectDefineProperty, ObjectGetOwnPropertyDescriptors,
  ReflectConstruct,
} = primordials;
const { codes: { ERR_INVALID_STATE } } = require('internal/errors');

function makeMockDate(RealDate, now) {
  if (RealDate.isMock) throw new ERR_INVALID_STATE('Date is already being mocked!');

  function MockDate(year, month, date, hours, minutes, seconds, ms) {
    if (!new.target) return DatePrototypeToString(new RealDate(now()));
    return ReflectConstruct(RealDate, arguments.length === 0 ? [now()] : arguments);
  }

  const { prototype, ...statics } = ObjectGetOwnPropertyDescriptors(RealDate);
  ObjectDefineProperties(MockDate, statics);
  MockDate.prototype = prototype.value;
  MockDate.now = function() { return now(); };
  // Printed, it looks like the real one.
  MockDate.toString = function() { return FunctionPrototypeToString(RealDate); };
  ObjectDefineProperty(MockDate, 'isMock', { __proto__: null, enumerable: true, configurable: false, writable: false, value: true });
  return MockDate;
}

module.exports = { makeMockDate };
