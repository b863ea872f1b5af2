'use strict';

const { getDefaultResultOrder, setDefaultResultOrder } = require('internal/dns/orders');
const { lookupPromise, lookupServicePromise } = require('internal/dns/lookup');
const { PromiseResolver, attach, setServers } = require('internal/dns/default_resolver');

module.exports = {
  lookup: lookupPromise, lookupService: lookupServicePromise, Resolver: PromiseResolver, getDefaultResultOrder, setDefaultResultOrder,
  setServers,
};
attach(module.exports, PromiseResolver);
