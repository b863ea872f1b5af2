'use strict';

// A direct connection under async_hooks: while there are hooks it has ids for a socket and a parser, as in Node, and the events of its
// requests run in the parser's scope.

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
