'use strict';

// V8's inspector, asked by a REPL about its own thread.

let session;

// Calls `ask` with a connected session and returns its result; undefined where there is no inspector.
function askInspector(ask) {
  if (!process.features.inspector || process.permission !== undefined) return undefined;
  session ??= new (require('inspector').Session)();
  session.connect();
  try {
    return ask(session);
  } finally {
    session.disconnect();
  }
}

// Calls `create`, which makes a context, and returns the context's number.
function contextIdOf(create) {
  let id;
  const asked = askInspector((connected) => {
    connected.post('Runtime.enable');
    connected.once('Runtime.executionContextCreated', ({ params }) => { id = params.context.id; });
    create();
    connected.post('Runtime.disable');
    return true;
  });
  if (!asked) create();
  return id;
}

// The names that scripts have declared by let, const and class; undefined where there is no inspector.
function lexicalNames(executionContextId) {
  return askInspector((connected) => {
    let names = [];
    connected.post('Runtime.globalLexicalScopeNames', { executionContextId }, (error, result) => {
      if (!error) ({ names } = result);
    });
    return names;
  });
}

module.exports = { askInspector, contextIdOf, lexicalNames };
