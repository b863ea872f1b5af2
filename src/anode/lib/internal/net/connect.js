'use strict';

// How a net.Socket connects: by path, by address, or by a name that may have many addresses.

const { ArrayPrototypeIndexOf, ArrayPrototypePush, ArrayPrototypeSplice, MathMax, StringPrototypeIncludes, Symbol } = primordials;

const {
  codes: { ERR_INVALID_ADDRESS_FAMILY, ERR_INVALID_ARG_TYPE, ERR_INVALID_IP_ADDRESS, ERR_IP_BLOCKED }, ExceptionWithHostPort,
} = require('internal/errors');
const { validateBoolean, validateFunction, validateInt32, validateNumber, validatePort, validateString } = require('internal/validators');
const { isIP } = require('internal/net');
const { StreamHandle } = require('internal/stream_handle');
const { setUnrefTimeout, clearTimeout } = require('internal/timers/timeout');
const { initHandle } = require('internal/net/read');
const { refreshTimeout } = require('internal/net/timeout');
const { kSetNoDelay, kSetKeepAlive, kKeepAliveDelay } = require('internal/net/symbols');
const { getOptionValue } = require('internal/options');
const { defaultTriggerAsyncIdScope } = require('internal/async_hooks');
const perf = require('internal/net/perf');

const system = binding('net/stream');
const kLookupFamily = Symbol('family');
const UV_EINVAL = -22;

// The defaults of sockets.
const defaults = {
  __proto__: null,
  given: undefined,
  get autoSelectFamily() { return this.given ?? getOptionValue('--network-family-autoselection') ?? true; },
  set autoSelectFamily(value) { this.given = value; },
  timeout: undefined,
  get attemptTimeout() { return this.timeout ?? MathMax(getOptionValue('--network-family-autoselection-attempt-timeout') || 250, 10); },
  set attemptTimeout(value) { this.timeout = value; },
};

// The error of a system call. A refusal of permission is no system's, and stays as it is.
const failureOf = (error, syscall, address, port, details) =>
  (typeof error.errno === 'number' ? new ExceptionWithHostPort(error.errno, syscall, address, port, details) : error);

function take(socket, family, address, port) {
  const handle = socket._handle ?? new StreamHandle(0, family === 1 ? 'PIPEWRAP' : 'TCPWRAP');
  try {
    handle.open(family);
  } catch (error) {
    const failure = family === 1 ? pipeFailure(error, address) : failureOf(error, 'connect', address, port, 'undefined:undefined');
    process.nextTick(() => socket.destroy(failure));
    return undefined;
  }
  socket._handle = handle;
  initHandle(socket);
  return handle;
}

function connectPipe(socket, path) {
  if (StringPrototypeIncludes(path, '\0', 1)) {  // a NUL is allowed as the first byte alone, where it marks an abstract name
    process.nextTick(() => socket.destroy(new ExceptionWithHostPort(UV_EINVAL, 'connect', path, undefined, 'undefined:undefined')));
    return;
  }
  const handle = take(socket, 1, path);
  if (handle === undefined) return;
  handle.isPipe = true;
  const request = { address: path };
  socket.emit('connectionAttempt', path, undefined, undefined);
  dial(socket, handle, request, (error) => {
    if (error) {
      const failure = pipeFailure(error, path);
      socket.emit('connectionAttemptFailed', path, undefined, undefined, failure);
      afterConnect(socket, handle, failure);
    } else {
      afterConnect(socket, handle, null);
    }
  });
}

// Lets the handle connect as `request` says. `done(error)` follows, unless the socket has gone. Programs replace the handle's methods.
function dial(socket, handle, request, done) {
  request.oncomplete = (status) => {
    if (!socket.connecting) return;
    done(status === 0 ? null : request.error ?? { errno: status });
  };
  const { address, port } = request;
  const status = request.addressType === 6 ? handle.connect6(request, address, port) :
    port === undefined ? handle.connect(request, address) : handle.connect(request, address, port);
  if (status) process.nextTick(request.oncomplete, status);
}

// The error of a pipe has the path as its address.
function pipeFailure(error, path) {
  return failureOf(error, 'connect', path);
}

function checkAddress(socket, address, family) {
  const list = socket.blockList;
  return list?.check(address, `ipv${family}`);
}

function lookupAndConnect(socket, options) {
  const { localAddress, localPort } = options;
  const host = options.host || 'localhost';
  validateString(host, 'options.host');
  let { port } = options;
  if (localAddress && !isIP(localAddress)) throw new ERR_INVALID_IP_ADDRESS(localAddress);
  if (localPort) validateNumber(localPort, 'options.localPort');
  if (port !== undefined) {
    if (typeof port !== 'number' && typeof port !== 'string') throw new ERR_INVALID_ARG_TYPE('options.port', ['number', 'string'], port);
    validatePort(port);
  }
  port |= 0;
  let autoSelectFamily = options.autoSelectFamily;
  if (autoSelectFamily !== undefined && autoSelectFamily !== null) validateBoolean(autoSelectFamily, 'options.autoSelectFamily');
  else autoSelectFamily = defaults.autoSelectFamily;
  if (options.autoSelectFamilyAttemptTimeout != null) {
    validateInt32(options.autoSelectFamilyAttemptTimeout, 'options.autoSelectFamilyAttemptTimeout', 1);
  }
  if (options.blockList) socket.blockList = options.blockList;
  const addressType = isIP(host);
  if (addressType) {
    defaultTriggerAsyncIdScope(socket._handle.getAsyncId?.(), process.nextTick, () => {
      if (socket.connecting) internalConnect(socket, host, port, addressType, localAddress, localPort);
    });
    return;
  }
  if (options.lookup != null) validateFunction(options.lookup, 'options.lookup');
  const dns = require('dns');
  const lookup = options.lookup || dns.lookup;
  const dnsOptions = { family: socket[kLookupFamily] ?? options.family, hints: options.hints || 0 };
  if (dnsOptions.family !== 4 && dnsOptions.family !== 6 && dnsOptions.hints === 0) dnsOptions.hints = dns.ADDRCONFIG;
  socket._host = host;
  if (autoSelectFamily && dnsOptions.family !== 4 && dnsOptions.family !== 6 && !localAddress) {
    dnsOptions.all = true;
    lookup(host, dnsOptions, (error, addresses) => {
      if (!socket.connecting) return;
      if (error) {
        socket.emit('lookup', error, undefined, undefined, host);
        process.nextTick(connectError, socket, error);
        return;
      }
      const usable = [];
      const order = addresses.length ? addresses[0].family : 4;
      const first = [];
      const second = [];
      for (let i = 0; i < addresses.length; i++) {
        const { address, family } = addresses[i];
        socket.emit('lookup', null, address, family, host);
        if (!socket.connecting) return;
        if (typeof address === 'string' && isIP(address) && (family === 4 || family === 6)) {
          ArrayPrototypePush(family === order ? first : second, addresses[i]);
        }
      }
      for (let i = 0; i < first.length || i < second.length; i++) {
        if (i < first.length) ArrayPrototypePush(usable, first[i]);
        if (i < second.length) ArrayPrototypePush(usable, second[i]);
      }
      if (usable.length === 0) {
        const bad = addresses[0];
        const failure = bad && (typeof bad.address !== 'string' || !isIP(bad.address)) ? new ERR_INVALID_IP_ADDRESS(bad.address) :
          new ERR_INVALID_ADDRESS_FAMILY(bad?.family, host, port);
        process.nextTick(connectError, socket, failure);
        return;
      }
      if (usable.length === 1) {
        internalConnect(socket, usable[0].address, port, usable[0].family, localAddress, localPort);
        return;
      }
      const timeout = MathMax(options.autoSelectFamilyAttemptTimeout ?? defaults.attemptTimeout, 10);
      connectAny(socket, usable, port, localPort, timeout);
    });
    return;
  }
  lookup(host, dnsOptions, (error, address, family) => {
    socket.emit('lookup', error, address, family, host);
    if (!socket.connecting) return;
    if (error) {
      process.nextTick(connectError, socket, error);
    } else if (typeof address !== 'string' || !isIP(address)) {
      process.nextTick(connectError, socket, new ERR_INVALID_IP_ADDRESS(address));
    } else if (family !== 4 && family !== 6) {
      process.nextTick(connectError, socket, new ERR_INVALID_ADDRESS_FAMILY(family, host, port));
    } else {
      refreshTimeout(socket);
      internalConnect(socket, address, port, family, localAddress, localPort);
    }
  });
}


function internalConnect(socket, address, port, family, localAddress, localPort) {
  if (checkAddress(socket, address, family)) {
    socket.destroy(new ERR_IP_BLOCKED(address));
    return;
  }
  const handle = take(socket, family, address, port);
  if (handle === undefined) return;
  if (localAddress || localPort) {
    try {
      system.bind(handle.lowest.id, localAddress || (family === 4 ? '0.0.0.0' : '::'), localPort || 0);
    } catch (error) {
      socket.destroy(failureOf(error, 'bind', localAddress, localPort));
      return;
    }
  }
  const started = perf.begin();
  socket.emit('connectionAttempt', address, port, family);
  dial(socket, handle, { address, port, addressType: family, localAddress, localPort }, (error) => {
    if (error) {
      const details = localAddress && localPort ? `${localAddress}:${localPort}` : undefined;
      const failure = failureOf(error, 'connect', address, port, details);
      if (localPort) {
        failure.localAddress = localAddress;
        failure.localPort = localPort;
      }
      socket.emit('connectionAttemptFailed', address, port, family, failure);
      afterConnect(socket, handle, failure);
    } else {
      perf.end(started, address, port);
      afterConnect(socket, handle, null);
    }
  });
}

// Tries one address after the other, the next as soon as one fails or takes too long. The first that answers wins.
function connectAny(socket, addresses, port, localPort, timeout) {
  const errors = [];
  let next = 0;
  let settled = false;
  const open = [];
  socket.autoSelectFamilyAttemptedAddresses = [];
  const attempt = () => {
    if (settled || !socket.connecting) return;
    if (next === addresses.length) {
      if (open.length === 0) {
        settled = true;
        if (errors.length === 1) {
          socket.destroy(errors[0]);
        } else {
          const together = new primordials.AggregateError(errors);
          together.code = errors[0]?.code;
          socket.destroy(together);
        }
      }
      return;
    }
    const { address, family } = addresses[next++];
    ArrayPrototypePush(socket.autoSelectFamilyAttemptedAddresses, `${address}:${port}`);
    if (checkAddress(socket, address, family)) {
      ArrayPrototypePush(errors, new ERR_IP_BLOCKED(address));
      attempt();
      return;
    }
    let handle;
    try {
      handle = next === 1 && socket._handle ? socket._handle.lowest : new StreamHandle(0, 'TCPWRAP');
      handle.open(family);
      if (localPort) system.bind(handle.id, family === 4 ? '0.0.0.0' : '::', localPort);
    } catch (error) {
      ArrayPrototypePush(errors, failureOf(error, 'connect', address, port));
      attempt();
      return;
    }
    socket.emit('connectionAttempt', address, port, family);
    ArrayPrototypePush(open, handle);
    const timer = next < addresses.length ? setUnrefTimeout(() => {
      if (settled || ArrayPrototypeIndexOf(open, handle) === -1) return;
      socket.emit('connectionAttemptTimeout', address, port, family);
      attempt();
    }, timeout) : undefined;
    const started = perf.begin();
    const request = { address, port, addressType: family };
    request.oncomplete = (status) => {
      const error = status === 0 ? null : request.error ?? { errno: status };
      clearTimeout(timer);
      const index = ArrayPrototypeIndexOf(open, handle);
      if (index !== -1) ArrayPrototypeSplice(open, index, 1);
      if (settled || !socket.connecting) {
        handle.close();
        return;
      }
      if (error) {
        const failure = failureOf(error, 'connect', address, port);
        ArrayPrototypePush(errors, failure);
        socket.emit('connectionAttemptFailed', address, port, family, failure);
        if (socket._handle === handle) socket._handle = null;  // a handle on top of it stays
        handle.close();
        attempt();
        return;
      }
      settled = true;
      perf.end(started, address, port);
      for (let i = 0; i < open.length; i++) open[i].close();
      const upper = socket._handle;
      if (upper !== null && upper.lowest !== upper) {
        upper.carry(handle);
      } else {
        socket._handle = handle;
        initHandle(socket);
      }
      afterConnect(socket, handle, null);
    };
    if (family === 6) handle.connect6(request, address, port);
    else handle.connect(request, address, port);
  };
  attempt();
}

function connectError(socket, error) {
  socket.destroy(error);
}

function afterConnect(socket, handle, error) {
  if (socket.destroyed) return;
  socket.connecting = false;
  socket._sockname = null;
  if (error) {
    socket.destroy(error);
    return;
  }
  if (socket[kSetNoDelay] && handle.setNoDelay) handle.setNoDelay(true);
  if (socket[kSetKeepAlive] && handle.setKeepAlive) handle.setKeepAlive(true, socket[kKeepAliveDelay]);
  refreshTimeout(socket);
  socket.emit('connect');
  socket.emit('ready');
  if (socket.readable && !socket.isPaused()) socket.read(0);
}

module.exports = { connectPipe, defaults, lookupAndConnect };
