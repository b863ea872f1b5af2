'use strict';

// Requests, handles and promises as async_hooks shows them: Node's names for them, and their scopes. This file is loaded when the first
// hook goes on.

const hooks = require('internal/async_hooks');
const loader = require('internal/bootstrap/loader');
const { addHooks } = require('internal/v8/promise_hooks');

const {
  symbols: { async_id_symbol, trigger_async_id_symbol },
  newAsyncId, getOrSetAsyncId, executionAsyncId, getDefaultTriggerAsyncId, initHooksExist, destroyHooksExist, emitInit, emitBefore,
  emitAfter, emitDestroy,
} = hooks;

// ---- requests ----

// By binding; by binding and op where ops of one binding differ.
const providers = {
  '__proto__': null,
  'fs/paths': 'FSREQCALLBACK', 'fs/dir': 'FSREQCALLBACK', 'fs/file': 'FSREQCALLBACK',
  'net/dns.getaddrinfo': 'GETADDRINFOREQWRAP', 'net/dns.getnameinfo': 'GETNAMEINFOREQWRAP', 'net/resolver': 'QUERYWRAP',
  'net/stream.connect': 'TCPCONNECTWRAP', 'net/stream.connect_unix': 'PIPECONNECTWRAP',
  'crypto/random.random_bytes': 'RANDOMBYTESREQUEST', 'crypto/random.generate_prime': 'RANDOMPRIMEREQUEST',
  'crypto/random.check_prime': 'CHECKPRIMEREQUEST', 'crypto/kdf.pbkdf2': 'PBKDF2REQUEST', 'crypto/kdf.scrypt': 'SCRYPTREQUEST',
  'crypto/kdf.hkdf': 'DERIVEBITSREQUEST', 'crypto/kdf.argon2': 'ARGON2REQUEST', 'crypto/kem': 'DERIVEBITSREQUEST',
  'crypto/keygen': 'KEYPAIRGENREQUEST', 'crypto/hash': 'HASHREQUEST',
  'crypto/sign': 'SIGNREQUEST', 'crypto/sign.verify': 'VERIFYREQUEST',
  'crypto/cipher': 'CIPHERREQUEST', 'crypto/dh': 'DERIVEBITSREQUEST',
};

// The classes of Node's resources, which `executionAsyncResource().constructor` shows.
const classes = {
  __proto__: null,
  FSREQCALLBACK: class FSReqCallback {},
  FSREQPROMISE: class FSReqPromise {},
  GETADDRINFOREQWRAP: class GetAddrInfoReqWrap {},
  GETNAMEINFOREQWRAP: class GetNameInfoReqWrap {},
  QUERYWRAP: class QueryReqWrap {},
  TCPCONNECTWRAP: class TCPConnectWrap {},
  PIPECONNECTWRAP: class PipeConnectWrap {},
  SHUTDOWNWRAP: class ShutdownWrap {},
  WRITEWRAP: class WriteWrap {},
  RANDOMBYTESREQUEST: class RandomBytesJob {},
  RANDOMPRIMEREQUEST: class RandomPrimeJob {},
  CHECKPRIMEREQUEST: class CheckPrimeJob {},
  PBKDF2REQUEST: class PBKDF2Job {},
  SCRYPTREQUEST: class ScryptJob {},
};

// The ids of a request or handle, and the functions around its callbacks.
class Scope {
  constructor(provider, trigger = getDefaultTriggerAsyncId(), resource = {}) {
    this.asyncId = newAsyncId();
    this.provider = provider;
    this.triggerAsyncId = trigger;
    this.resource = resource;
    emitInit(this.asyncId, provider, trigger, resource);
  }

  enter() {
    emitBefore(this.asyncId, this.triggerAsyncId, this.resource);
  }

  leave() {
    emitAfter(this.asyncId);
  }

  destroy() {
    emitDestroy(this.asyncId);
  }
}

function scopeOf(provider, trigger) {
  const Resource = classes[provider];
  return new Scope(provider, trigger, Resource === undefined ? undefined : new Resource());
}

const providerOf = (owner, name) => providers[`${owner}.${name}`] ?? providers[owner];

// The object of a request in process._getActiveRequests().
function requestObject(owner, name) {
  const Resource = classes[providerOf(owner, name)];
  return Resource === undefined ? undefined : new Resource();
}

function onSubmit(owner, name, given) {
  const provider = given === undefined ? providerOf(owner, name) : given;
  return provider ? scopeOf(provider) : undefined;
}

const onAttach = (provider, resource) => new Scope(provider, undefined, resource);

// Returns `callback` as the end of a request. `trigger` is the id of its handle.
function requestOf(provider, trigger, callback) {
  const scope = scopeOf(provider, trigger);
  return (error) => {
    scope.enter();
    callback(error);
    scope.leave();
    scope.destroy();
  };
}

// ---- promises: they have ids only while a hook wants them ----

let stopTracking;

function identify(promise, parent) {
  if (promise[async_id_symbol]) return;
  promise[async_id_symbol] = newAsyncId();
  promise[trigger_async_id_symbol] = parent ? getOrSetAsyncId(parent) : getDefaultTriggerAsyncId();
}

function promiseInit(promise, parent) {
  identify(promise, parent);
  emitInit(promise[async_id_symbol], 'PROMISE', promise[trigger_async_id_symbol], promise);
}

function watchEnd(promise) {
  hooks.registerDestroyHook(promise, promise[async_id_symbol]);
}

function promiseInitAndDestroy(promise, parent) {
  promiseInit(promise, parent);
  watchEnd(promise);
}

function promiseDestroyOnly(promise, parent) {
  identify(promise, parent);
  watchEnd(promise);
}

function promiseBefore(promise) {
  identify(promise);
  emitBefore(promise[async_id_symbol], promise[trigger_async_id_symbol], promise);
}

// A hook that went on between before and after has nothing to take off the stack.
function promiseAfter(promise) {
  identify(promise);
  const id = promise[async_id_symbol];
  if (id === executionAsyncId()) emitAfter(id);
  else hooks.callAfterHooks(id);
}

function promiseResolved(promise) {
  identify(promise);
  hooks.emitPromiseResolve(promise[async_id_symbol]);
}

function trackPromises(wanted) {
  stopTracking?.();
  stopTracking = undefined;
  if (!wanted) return;
  stopTracking = addHooks({
    __proto__: null,
    init: initHooksExist() ? (destroyHooksExist() ? promiseInitAndDestroy : promiseInit) :
      destroyHooksExist() ? promiseDestroyOnly : undefined,
    before: promiseBefore,
    after: promiseAfter,
    settled: hooks.promiseResolveHooksExist() ? promiseResolved : undefined,
  });
}

function onChange(any, promises) {
  if (any) loader.setHooks(onSubmit, onAttach);
  else loader.setHooks(undefined, undefined);
  trackPromises(promises);
}

module.exports = {
  requestObject, Scope, onChange, requestOf };
