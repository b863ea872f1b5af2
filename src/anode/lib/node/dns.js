'use strict';

const { ObjectDefineProperty } = primordials;
const { ADDRCONFIG, ALL, V4MAPPED, getDefaultResultOrder, setDefaultResultOrder } = require('internal/dns/orders');
const { lookup, lookupService } = require('internal/dns/lookup');
const { Resolver, attach, setServers } = require('internal/dns/default_resolver');

module.exports = { lookup, lookupService, Resolver, getDefaultResultOrder, setDefaultResultOrder, setServers, ADDRCONFIG, ALL, V4MAPPED };
attach(module.exports, Resolver);

ObjectDefineProperty(module.exports, 'promises', {
  __proto__: null, configurable: true, enumerable: true, get: () => require('dns/promises'),
});
