'use strict';

// dns.lookup and dns.lookupService, which ask the system, with a callback and as a promise.

const { ObjectDefineProperty, Promise, RegExpPrototypeExec, StringPrototypeSplit } = primordials;
const { DNSException, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS } } = require('internal/errors');
const {
  validateBoolean, validateFunction, validateNumber, validateOneOf, validatePort, validateStringWithoutNullBytes,
} = require('internal/validators');
const { isIP } = require('internal/net');
const {
  getDefaultResultOrder, numberOfOrder, validDnsOrders, validFamilies, validateHints, warnOfEmptyHostname,
} = require('internal/dns/orders');
const { begin } = require('internal/dns/timing');
const { customPromisifyArgs } = require('internal/util/promisify');

const system = binding('net/dns').async;

class GetAddrInfoReqWrap {}
class GetNameInfoReqWrap {}

const asciiName = /^[\0-\x7f]*$/;
function toASCII(hostname) {
  if (RegExpPrototypeExec(asciiName, hostname) !== null) return hostname;
  return require('internal/idna').toASCII(hostname) || hostname;
}

// Reads `options`. Only the form with a callback (`named`) takes the names of families.
function readOptions(options, named) {
  const read = { __proto__: null, family: 0, hints: 0, all: false, order: getDefaultResultOrder() };
  if (options?.hints != null) {
    validateNumber(options.hints, 'options.hints');
    read.hints = options.hints >>> 0;
    validateHints(read.hints);
  }
  if (options?.family != null) {
    let { family } = options;
    if (named && family === 'IPv4') family = 4;
    else if (named && family === 'IPv6') family = 6;
    else validateOneOf(family, 'options.family', validFamilies);
    read.family = family + 0;  // -0 is 0
  }
  if (options?.all != null) {
    validateBoolean(options.all, 'options.all');
    read.all = options.all;
  }
  if (options?.verbatim != null) {
    validateBoolean(options.verbatim, 'options.verbatim');
    read.order = options.verbatim ? 'verbatim' : 'ipv4first';
  }
  if (options?.order != null) {
    validateOneOf(options.order, 'options.order', validDnsOrders);
    read.order = options.order;
  }
  return read;
}

function readFamily(family) {
  validateOneOf(family, 'family', validFamilies);
  return { __proto__: null, family: family + 0, hints: 0, all: false, order: getDefaultResultOrder() };
}

const failure = (error, syscall, hostname) => (error.errno ? new DNSException(error.errno, syscall, hostname) : error);

// The answer that needs no query: for an empty name, or for an address. Otherwise undefined.
function knownAnswer(hostname, { all, family }) {
  if (!hostname) {
    warnOfEmptyHostname(hostname);
    return all ? [] : [null, family === 6 ? 6 : 4];
  }
  const kind = isIP(hostname);
  if (kind === 0) return undefined;
  return all ? [{ address: hostname, family: kind }] : [hostname, kind];
}

function ask(hostname, { family, hints, all, order }, callback) {
  const timed = begin('lookup', { hostname, family, hints, verbatim: order === 'verbatim', order });
  system.getaddrinfo((error, text) => {
    if (error) {
      callback(failure(error, 'getaddrinfo', hostname));
      return;
    }
    const addresses = StringPrototypeSplit(text, ',');
    timed?.({ addresses });
    if (all) {
      const list = [];
      for (let i = 0; i < addresses.length; i++) list[i] = { address: addresses[i], family: family || isIP(addresses[i]) };
      callback(null, list);
    } else {
      callback(null, addresses[0], family || isIP(addresses[0]));
    }
  }, toASCII(hostname), family, hints, numberOfOrder(order));
}

function lookup(hostname, options, callback) {
  let read;
  if (hostname) validateStringWithoutNullBytes(hostname, 'hostname');
  if (typeof options === 'function') {
    callback = options;
    read = readOptions(undefined, true);
  } else if (typeof options === 'number') {
    validateFunction(callback, 'callback');
    read = readFamily(options);
  } else if (options !== undefined && typeof options !== 'object') {
    validateFunction(arguments.length === 2 ? options : callback, 'callback');
    throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
  } else {
    validateFunction(callback, 'callback');
    read = readOptions(options, true);
  }
  const known = knownAnswer(hostname, read);
  if (known !== undefined) {
    if (read.all) process.nextTick(callback, null, known);
    else process.nextTick(callback, null, known[0], known[1]);
    return {};
  }
  const req = new GetAddrInfoReqWrap();
  req.callback = callback;
  req.family = read.family;
  req.hostname = hostname;
  ask(hostname, read, callback);
  return req;
}
ObjectDefineProperty(lookup, customPromisifyArgs, { __proto__: null, value: ['address', 'family'], enumerable: false });

function lookupPromise(hostname, options) {
  let read;
  if (hostname) validateStringWithoutNullBytes(hostname, 'hostname');
  if (typeof options === 'number') {
    read = readFamily(options);
  } else if (options !== undefined && typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
  } else {
    read = readOptions(options, false);
  }
  return new Promise((resolve, reject) => {
    const known = knownAnswer(hostname, read);
    if (known !== undefined) {
      resolve(read.all ? known : { address: known[0], family: known[1] });
      return;
    }
    ask(hostname, read, (error, address, family) => {
      if (error) reject(error);
      else resolve(read.all ? address : { address, family });
    });
  });
}
ObjectDefineProperty(lookupPromise, 'name', { __proto__: null, value: 'lookup', configurable: true });

// ---- lookupService ----

function askService(address, port, callback) {
  const timed = begin('lookupService', { host: address, port });
  system.getnameinfo((error, found) => {
    if (error) {
      callback(failure(error, 'getnameinfo', address));
      return;
    }
    const { 0: hostname, 1: service } = found;
    timed?.({ hostname, service });
    callback(null, hostname, service);
  }, address, port);
}

function lookupService(address, port, callback) {
  if (arguments.length !== 3) throw new ERR_MISSING_ARGS('address', 'port', 'callback');
  if (isIP(address) === 0) throw new ERR_INVALID_ARG_VALUE('address', address);
  validatePort(port);
  validateFunction(callback, 'callback');
  port = +port + 0;
  const req = new GetNameInfoReqWrap();
  req.callback = callback;
  req.hostname = address;
  req.port = port;
  askService(address, port, callback);
  return req;
}
ObjectDefineProperty(lookupService, customPromisifyArgs, { __proto__: null, value: ['hostname', 'service'], enumerable: false });

function lookupServicePromise(address, port) {
  if (arguments.length !== 2) throw new ERR_MISSING_ARGS('address', 'port');
  if (isIP(address) === 0) throw new ERR_INVALID_ARG_VALUE('address', address);
  validatePort(port);
  return new Promise((resolve, reject) => {
    askService(address, +port, (error, hostname, service) => (error ? reject(error) : resolve({ hostname, service })));
  });
}
ObjectDefineProperty(lookupServicePromise, 'name', { __proto__: null, value: 'lookupService', configurable: true });

module.exports = { lookup, lookupPromise, lookupService, lookupServicePromise };
