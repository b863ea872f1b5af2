'use strict';

// What async_hooks sees of a direct connection. While there are hooks, it has the ids that Node gives its socket and its parser, and
// events of its requests run in the parser's scope.

const { enabledHooksExist } = require('internal/async_hooks');

function openScopes(connection) {
  const { Scope } = require('internal/async_wrap');
  const { HTTPServerAsyncResource } = require('internal/http/async_resource');
  const { server } = connection;
  const socket = connection.getSocket();
  const transport = new Scope('TCPWRAP', server._handle?.getAsyncId(), socket._handle);
  const resource = new HTTPServerAsyncResource('HTTPINCOMINGMESSAGE', socket);
  return { transport, parser: new Scope('HTTPINCOMINGMESSAGE', transport.asyncId, resource) };
}

function inScope(connection, run) {
  if (!enabledHooksExist()) return run;
  connection.scopes ??= openScopes(connection);
  const { parser } = connection.scopes;
  return (callback, a, b) => run(() => {
    parser.enter();
    callback(a, b);
    parser.leave();
  });
}

function closeScopes({ scopes }) {
  if (scopes === undefined) return;
  scopes.parser.destroy();
  scopes.transport.destroy();
}

module.exports = { closeScopes, inScope };
