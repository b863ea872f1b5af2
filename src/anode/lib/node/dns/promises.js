'use strict';

const { getDefaultResultOrder, setDefaultResultOrder } = require('internal/dns/orders');
const { lookupPromise, lookupServicePromise } = require('internal/dns/lookup');

module.exports = { lookup: lookupPromise, lookupService: lookupServicePromise, getDefaultResultOrder, setDefaultResultOrder };
