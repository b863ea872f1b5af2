'use strict';

// Decisions of the program in the middle of a handshake: which certificate and protocol, which old session, which pre-shared key. The
// handshake waits for the answer (see bindings/tls/hello.py); each question is answered once.

const { ArrayPrototypeIncludes, ArrayPrototypeJoin, ArrayPrototypePush, RegExpPrototypeExec, Symbol, TypeError } = primordials;
const { Buffer } = require('buffer');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MULTIPLE_CALLBACK, ERR_SOCKET_CLOSED, ERR_TLS_ALPN_CALLBACK_INVALID_RESULT },
} = require('internal/errors');
const { validateBuffer, validateObject, validateString } = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { NativeSecureContext } = require('internal/tls/native_context');

const system = binding('tls');
const kALPNCallback = Symbol('ALPNCallback');
const kPskCallback = Symbol('pskCallback');
const LONGEST_KEY = 512, LONGEST_IDENTITY = 256;

// Calls `use` with the answer of user code. A second answer, or one for a socket that has gone, destroys the socket.
function once(socket, use) {
  let answered = false;
  return (error, value) => {
    if (answered) {
      socket.destroy(new ERR_MULTIPLE_CALLBACK());
      return;
    }
    answered = true;
    if (error) socket.destroy(error);
    else if (!socket._handle) socket.destroy(new ERR_SOCKET_CLOSED());
    else use(value);
  };
}

// A client has sent its hello. The questions in order: the old session, the certificate, its status, the protocol.
function onhello(hello) {
  const socket = this.owner;
  const answer = { socket, hello, context: undefined, resume: false, status: undefined };
  const { server } = socket;
  const id = Buffer.from(hello.sessionId, 'hex');
  const next = () => askName(answer);
  if (id.length === 0 || hello.ticket || !server) {
    next();
    return;
  }
  const asked = server.emit('resumeSession', id, once(socket, (session) => {
    answer.resume = session !== null && session !== undefined;
    next();
  }));
  if (!asked) next();
}

function askName(answer) {
  const { socket, hello: { servername } } = answer;
  if (!servername || !socket._SNICallback) {
    askStatus(answer);
    return;
  }
  socket.servername = servername;
  socket._SNICallback(servername, once(socket, (context) => {
    if (context) {
      answer.context = context.context || context;
      if (!(answer.context instanceof NativeSecureContext)) {
        socket.destroy(new TypeError('Invalid SNI context'));
        return;
      }
    }
    askStatus(answer);
  }));
}

function askStatus(answer) {
  const { socket, hello } = answer;
  const { server } = socket;
  const context = answer.context ?? server?._sharedCreds?.context;
  if (!hello.status || !server || !context || server.listenerCount('OCSPRequest') === 0) {
    askProtocol(answer);
    return;
  }
  server.emit('OCSPRequest', context.getCertificate(), context.getIssuer(), once(socket, (response) => {
    if (response) answer.status = response;
    askProtocol(answer);
  }));
}

function askProtocol(answer) {
  const { socket, hello: { protocols, servername } } = answer;
  let wire = null;
  if (socket[kALPNCallback] && protocols.length !== 0) {
    let chosen;
    try {
      chosen = socket[kALPNCallback]({ servername: servername ?? false, protocols });
      if (chosen !== undefined && !ArrayPrototypeIncludes(protocols, chosen)) {
        throw new ERR_TLS_ALPN_CALLBACK_INVALID_RESULT(chosen, protocols);
      }
    } catch (error) {
      socket.destroy(error);
      return;
    }
    wire = chosen === undefined ? Buffer.alloc(0) : Buffer.concat([Buffer.from([chosen.length]), Buffer.from(chosen, 'latin1')]);
  }
  const handle = socket._handle;
  if (!handle) return;
  system.answer_hello(handle.id, answer.context?.id ?? 0, wire, answer.resume, answer.status ?? null);
}

// ---- pre-shared keys ----

function checkKey(key) {
  if (key.length > LONGEST_KEY) throw new ERR_INVALID_ARG_VALUE('psk', key, `Pre-shared key exceeds ${LONGEST_KEY} bytes`);
}

// On a server `about` is the client's identity, on a client the server's hint.
function onpsk(about) {
  const socket = this.owner;
  let identity = '';
  let key;
  try {
    if (socket._tlsOptions.isServer) {
      const given = socket[kPskCallback](socket, about);
      if (given !== null && given !== undefined) {
        if (!isArrayBufferView(given) && typeof given !== 'object') {
          throw new ERR_INVALID_ARG_TYPE('ret', ['Object', 'Buffer', 'TypedArray', 'DataView'], given);
        }
        key = isArrayBufferView(given) ? given : given.psk;
        if (key !== given) validateBuffer(key, 'psk');
        checkKey(key);
      }
    } else {
      const given = socket[kPskCallback](about);
      if (given !== null && given !== undefined) {
        validateObject(given, 'ret');
        ({ psk: key, identity } = given);
        validateBuffer(key, 'psk');
        checkKey(key);
        validateString(identity, 'identity');
        if (Buffer.byteLength(identity) > LONGEST_IDENTITY) {
          throw new ERR_INVALID_ARG_VALUE('identity', identity, `PSK identity exceeds ${LONGEST_IDENTITY} bytes`);
        }
      }
    }
  } catch (error) {
    socket.destroy(error);
    return;
  }
  if (socket._handle) system.answer_psk(socket._handle.id, identity, key ?? null);
}

// ---- which of a server's contexts is a name's ----

// A pattern like `*.example.com`: the star stands for one label.
function patternOf(servername) {
  const escaped = primordials.RegExpPrototypeSymbolReplace(/([.^$+?\-\\[\]{}])/g, servername, '\\$1');
  return new primordials.RegExp(`^${ArrayPrototypeJoin(primordials.StringPrototypeSplit(escaped, '*'), '[^.]*')}$`);
}

// The last that was added wins.
function chooseContext(servername, callback) {
  const contexts = this.server._contexts;
  for (let i = contexts.length - 1; i >= 0; i--) {
    if (RegExpPrototypeExec(contexts[i][0], servername) !== null) {
      callback(null, contexts[i][1]);
      return;
    }
  }
  callback(null, undefined);
}

function addContext(server, servername, context) {
  ArrayPrototypePush(server._contexts, [patternOf(servername), context]);
}

module.exports = { addContext, chooseContext, kALPNCallback, kPskCallback, onhello, onpsk };
