'use strict';

// The Resolver classes, with callbacks (dns.Resolver) or promises (dns.promises.Resolver). Each has a channel to name servers of its own.

const {
  ArrayPrototypeForEach, ArrayPrototypeJoin, ArrayPrototypeMap, ArrayPrototypePush, ArrayPrototypeSome, NumberParseInt,
  ObjectDefineProperty, Promise, ReflectApply, RegExpPrototypeExec, SafeFinalizationRegistry, StringPrototypeSplit,
  StringPrototypeStartsWith, Uint8Array,
} = primordials;
const {
  DNSException, codes: { ERR_DNS_SET_SERVERS_FAILED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_IP_ADDRESS },
} = require('internal/errors');
const { validateArray, validateFunction, validateInt32, validateString, validateUint32 } = require('internal/validators');
const { isIP } = require('internal/net');
const { scopeIfHooked } = require('internal/async_hooks');
const { toASCII } = require('internal/idna');
const { begin } = require('internal/dns/timing');

const system = binding('net/resolver');
const DNS_PORT = 53;
const unreachable = new SafeFinalizationRegistry((id) => binding.close(id));

// The channel is created with the first query: every program that loads node:dns has a default resolver, and few use it.
class Channel {
  #id = 0;
  #options;
  pending = 0;

  constructor(options) {
    this.#options = options;
    scopeIfHooked('DNSCHANNEL', this);
  }

  get id() {
    if (this.#id === 0) {
      const { timeout, tries, maxTimeout } = this.#options;
      this.#id = system.open_channel(timeout, tries, maxTimeout);
      unreachable.register(this, this.#id);
    }
    return this.#id;
  }

  cancel() {
    if (this.pending !== 0) system.async.cancel(() => {}, this.#id);
  }
}

const bracketed = /^\[([^[\]]*)\](?::(\d+))?/;
const withPort = /^(.+?)(?::(\d+))?$/;

// Reads '1.2.3.4', '1.2.3.4:53', '::1' or '[::1]:53' as c-ares does.
function parseServer(server) {
  let host;
  let port;
  if (isIP(server) !== 0) {
    host = server;
  } else {
    const match = RegExpPrototypeExec(bracketed, server) ?? RegExpPrototypeExec(withPort, server);
    if (match === null || isIP(match[1]) === 0) throw new ERR_INVALID_IP_ADDRESS(server);
    host = match[1];
    port = match[2];
  }
  return `${isIP(host) === 6 ? `[${host}]` : host}:${(port && NumberParseInt(port, 10)) || DNS_PORT}`;
}

const listed = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?(?:%.*)?$/;

function showServer(text) {
  const match = RegExpPrototypeExec(listed, text);
  if (match === null) return text;
  const host = match[1] ?? match[2];
  const port = match[3];
  if (port === undefined || port === `${DNS_PORT}`) return host;
  return `${match[1] === undefined ? host : `[${host}]`}:${port}`;
}

class ResolverBase {
  constructor(options = undefined) {
    const { timeout = -1, tries = 4, maxTimeout = 0 } = { ...options };
    validateInt32(timeout, 'options.timeout', -1);
    validateInt32(tries, 'options.tries', 1);
    validateUint32(maxTimeout, 'options.maxTimeout');
    this._handle = new Channel({ __proto__: null, timeout: timeout + 0, tries, maxTimeout });
  }

  cancel() {
    this._handle.cancel();
  }

  getServers() {
    const { listed: kept } = this._handle;
    if (kept !== undefined) return ArrayPrototypeMap(kept, showServer);
    const text = system.get_servers(this._handle.id);
    return text === '' ? [] : ArrayPrototypeMap(StringPrototypeSplit(text, ','), showServer);
  }

  setServers(servers) {
    validateArray(servers, 'servers');
    const parsed = [];
    // As forEach iterates: over holes, and with changes that the getter of an element makes.
    ArrayPrototypeForEach(servers, (server, i) => {
      validateString(server, `servers[${i}]`);
      ArrayPrototypePush(parsed, parseServer(server));
    });
    const problem = this._handle.pending !== 0 ? 'There are pending queries.' :
      system.set_servers(this._handle.id, ArrayPrototypeJoin(parsed, ','));
    if (problem !== '') throw new ERR_DNS_SET_SERVERS_FAILED(problem, servers);
    // c-ares leaves out link-local addresses without a zone when it is given text. They cannot be asked, but getServers() lists them.
    this._handle.listed = ArrayPrototypeSome(parsed, (server) => StringPrototypeStartsWith(server, '[fe80:')) ? parsed : undefined;
  }

  setLocalAddress(ipv4, ipv6) {
    validateString(ipv4, 'ipv4');
    if (ipv6 !== undefined) validateString(ipv6, 'ipv6');
    system.set_local_address(this._handle.id, ipv4, ipv6);
  }
}

// ---- records, as bindings/net/resolver.py lists their values ----

function bytesOfHex(text) {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = NumberParseInt(text[2 * i] + text[2 * i + 1], 16);
  return bytes.buffer;
}

const strings = (record) => {
  const list = [];
  for (let i = 1; i < record.length; i++) list[i - 1] = record[i];
  return list;
};

const fieldsOf = {
  __proto__: null,
  A: (r) => ({ address: r[1], ttl: r[2] }),
  AAAA: (r) => ({ address: r[1], ttl: r[2] }),
  CAA: (r) => ({ critical: r[1], type: 'CAA', [r[2]]: r[3] }),
  CNAME: (r) => ({ value: r[1] }),
  MX: (r) => ({ exchange: r[1], priority: r[2], type: 'MX' }),
  NAPTR: (r) => ({ flags: r[1], service: r[2], regexp: r[3], replacement: r[4], order: r[5], preference: r[6], type: undefined }),
  NS: (r) => ({ value: r[1] }),
  PTR: (r) => ({ value: r[1] }),
  SOA: (r) => ({ nsname: r[1], hostmaster: r[2], serial: r[3], refresh: r[4], retry: r[5], expire: r[6], minttl: r[7], type: undefined }),
  SRV: (r) => ({ name: r[1], port: r[2], priority: r[3], weight: r[4], type: 'SRV' }),
  TLSA: (r) => ({ certUsage: r[1], selector: r[2], match: r[3], data: bytesOfHex(r[4]) }),
  TXT: (r) => ({ entries: strings(r) }),
};

// A record in an answer of its own type: a string for types that hold only a name, an object for the others.
function ownForm(record, ttl) {
  switch (record[0]) {
    case 'A':
    case 'AAAA': return ttl ? { address: record[1], ttl: record[2] } : record[1];
    case 'CNAME':
    case 'NS':
    case 'PTR': return record[1];
    case 'TXT': return strings(record);
    default: return fieldsOf[record[0]](record);
  }
}

function readAnswers(type, records, ttl) {
  if (type === 'SOA') return fieldsOf.SOA(records[0]);
  if (type === 'ANY') return ArrayPrototypeMap(records, (record) => ({ ...fieldsOf[record[0]](record), type: record[0] }));
  return ArrayPrototypeMap(records, (record) => ownForm(record, ttl));
}

class QueryReqWrap {}

const queryNames = {
  __proto__: null, ANY: 'queryAny', A: 'queryA', AAAA: 'queryAaaa', CAA: 'queryCaa', CNAME: 'queryCname', MX: 'queryMx', NS: 'queryNs',
  TLSA: 'queryTlsa', TXT: 'queryTxt', SRV: 'querySrv', PTR: 'queryPtr', NAPTR: 'queryNaptr', SOA: 'querySoa', REVERSE: 'getHostByAddr',
};

function ask(resolver, type, name, ttl, callback) {
  const syscall = queryNames[type];
  const channel = resolver._handle;
  const { id } = channel;
  const timed = begin(syscall, { host: name, ttl });
  const done = (error, found) => {
    channel.pending--;
    if (error) {
      callback(error.errno === undefined || error.errno === 0 ? new DNSException(error.code, syscall, name) : error);
      return;
    }
    const result = type === 'REVERSE' ? found : readAnswers(type, found, ttl);
    callback(null, result);
    timed?.({ result });
  };
  if (type === 'REVERSE' && isIP(name) === 0) throw new DNSException(require('internal/errors/uv').errnoOf('EINVAL'), syscall, name);
  channel.pending++;
  if (type === 'REVERSE') {
    system.async.reverse(done, id, name);
  } else {
    system.async.query(done, id, toASCII(name), type);
  }
}

function withCallback(type) {
  function query(name, /* options, */ callback) {
    let options;
    if (arguments.length > 2) {
      options = callback;
      callback = arguments[2];
    }
    validateString(name, 'name');
    validateFunction(callback, 'callback');
    const req = new QueryReqWrap();
    req.bindingName = queryNames[type];
    req.callback = callback;
    req.hostname = name;
    req.ttl = !!options?.ttl;
    ask(this, type, name, req.ttl, callback);
    return req;
  }
  ObjectDefineProperty(query, 'name', { __proto__: null, value: queryNames[type] });
  return query;
}

function withPromise(type) {
  function query(name, options) {
    validateString(name, 'name');
    return new Promise((resolve, reject) => {
      ask(this, type, name, !!options?.ttl, (error, result) => (error ? reject(error) : resolve(result)));
    });
  }
  ObjectDefineProperty(query, 'name', { __proto__: null, value: queryNames[type] });
  return query;
}

const methodNames = {
  __proto__: null, ANY: 'resolveAny', A: 'resolve4', AAAA: 'resolve6', CAA: 'resolveCaa', CNAME: 'resolveCname', MX: 'resolveMx',
  NS: 'resolveNs', TLSA: 'resolveTlsa', TXT: 'resolveTxt', SRV: 'resolveSrv', PTR: 'resolvePtr', NAPTR: 'resolveNaptr', SOA: 'resolveSoa',
  REVERSE: 'reverse',
};

function makeClass(makeMethod) {
  class Resolver extends ResolverBase {}
  const byType = { __proto__: null };
  for (const type in methodNames) {
    const method = makeMethod(type);
    Resolver.prototype[methodNames[type]] = method;
    if (type !== 'REVERSE') byType[type] = method;
  }
  return { Resolver, byType };
}

const { Resolver, byType } = makeClass(withCallback);
Resolver.prototype.resolve = function resolve(hostname, rrtype, callback) {
  let method;
  if (typeof rrtype === 'string') {
    method = byType[rrtype];
  } else if (typeof rrtype === 'function') {
    method = byType.A;
    callback = rrtype;
  } else {
    throw new ERR_INVALID_ARG_TYPE('rrtype', 'string', rrtype);
  }
  if (method === undefined) throw new ERR_INVALID_ARG_VALUE('rrtype', rrtype);
  return ReflectApply(method, this, [hostname, callback]);
};

const { Resolver: PromiseResolver, byType: promisesByType } = makeClass(withPromise);
PromiseResolver.prototype.resolve = function resolve(hostname, rrtype) {
  let method = promisesByType.A;
  if (rrtype !== undefined) {
    validateString(rrtype, 'rrtype');
    method = promisesByType[rrtype];
    if (method === undefined) throw new ERR_INVALID_ARG_VALUE('rrtype', rrtype);
  }
  return ReflectApply(method, this, [hostname]);
};

module.exports = { PromiseResolver, Resolver, ResolverBase };
