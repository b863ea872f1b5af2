'use strict';

// Common to dns and dns.promises: the order of addresses, the families and flags, and the warning about empty names.

const { getOptionValue } = require('internal/options');
const { validateOneOf } = require('internal/validators');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');

const validDnsOrders = ['verbatim', 'ipv4first', 'ipv6first'];
const validFamilies = [0, 4, 6];

// The system's numbers of getaddrinfo's flags.
const mac = process.platform === 'darwin';
const ADDRCONFIG = mac ? 1024 : 32;
const ALL = mac ? 256 : 16;
const V4MAPPED = mac ? 2048 : 8;

function validateHints(hints) {
  if ((hints & ~(ADDRCONFIG | ALL | V4MAPPED)) !== 0) throw new ERR_INVALID_ARG_VALUE('hints', hints);
}

let chosen;

function getDefaultResultOrder() {
  return chosen ?? getOptionValue('--dns-result-order') ?? 'verbatim';
}

function setDefaultResultOrder(value) {
  validateOneOf(value, 'dnsOrder', validDnsOrders);
  chosen = value;
}

const { Order: { VERBATIM, IPV4_FIRST, IPV6_FIRST } } = binding('net/dns');
const numberOfOrder = (order) => (order === 'ipv4first' ? IPV4_FIRST : order === 'ipv6first' ? IPV6_FIRST : VERBATIM);

let warned = false;
function warnOfEmptyHostname(hostname) {
  if (warned) return;
  warned = true;
  process.emitWarning(
    `The provided hostname "${hostname}" is not a valid hostname, and is supported in the dns module solely for compatibility.`,
    'DeprecationWarning', 'DEP0118');
}

module.exports = {
  ADDRCONFIG, ALL, V4MAPPED,
  getDefaultResultOrder, numberOfOrder, setDefaultResultOrder, validDnsOrders, validFamilies, validateHints, warnOfEmptyHostname,
};
