'use strict';

const { ObjectDefineProperty } = primordials;
const { ADDRCONFIG, ALL, V4MAPPED, getDefaultResultOrder, setDefaultResultOrder } = require('internal/dns/orders');
const { lookup, lookupService } = require('internal/dns/lookup');

module.exports = { lookup, lookupService, getDefaultResultOrder, setDefaultResultOrder, ADDRCONFIG, ALL, V4MAPPED };

ObjectDefineProperty(module.exports, 'promises', {
  __proto__: null, configurable: true, enumerable: true, get: () => require('dns/promises'),
});
