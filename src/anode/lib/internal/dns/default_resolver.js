'use strict';

// The default resolver of dns.resolve() and similar functions, for callbacks and promises, and the error codes of both modules.

const { FunctionPrototypeBind, ObjectAssign } = primordials;
const { PromiseResolver, Resolver, ResolverBase } = require('internal/dns/resolver');

const methods = [
  'getServers', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveCaa', 'resolveCname', 'resolveMx', 'resolveNaptr', 'resolveNs',
  'resolvePtr', 'resolveSoa', 'resolveSrv', 'resolveTlsa', 'resolveTxt', 'reverse',
];

const errorCodes = {
  NODATA: 'ENODATA', FORMERR: 'EFORMERR', SERVFAIL: 'ESERVFAIL', NOTFOUND: 'ENOTFOUND', NOTIMP: 'ENOTIMP', REFUSED: 'EREFUSED',
  BADQUERY: 'EBADQUERY', BADNAME: 'EBADNAME', BADFAMILY: 'EBADFAMILY', BADRESP: 'EBADRESP', CONNREFUSED: 'ECONNREFUSED',
  TIMEOUT: 'ETIMEOUT', EOF: 'EOF', FILE: 'EFILE', NOMEM: 'ENOMEM', DESTRUCTION: 'EDESTRUCTION', BADSTR: 'EBADSTR',
  BADFLAGS: 'EBADFLAGS', NONAME: 'ENONAME', BADHINTS: 'EBADHINTS', NOTINITIALIZED: 'ENOTINITIALIZED', LOADIPHLPAPI: 'ELOADIPHLPAPI',
  ADDRGETNETWORKPARAMS: 'EADDRGETNETWORKPARAMS', CANCELLED: 'ECANCELLED',
};

let current = new ResolverBase();
const bound = [];

function bind(target, { prototype }) {
  for (let i = 0; i < methods.length; i++) target[methods[i]] = FunctionPrototypeBind(prototype[methods[i]], current);
}

// Gives `target` the error codes and the methods of the resolver, now and whenever there is a new default resolver.
function attach(target, Class) {
  ObjectAssign(target, errorCodes);
  bound[bound.length] = { target, Class };
  bind(target, Class);
}

// A new resolver, since queries of the old one may be under way.
function setServers(servers) {
  const resolver = new Resolver();
  resolver.setServers(servers);
  current = resolver;
  for (let i = 0; i < bound.length; i++) bind(bound[i].target, bound[i].Class);
}

module.exports = { PromiseResolver, Resolver, attach, setServers };
