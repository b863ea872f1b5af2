'use strict';

// WebAssembly.compileStreaming() and instantiateStreaming(). The engine's own functions would end the process. These read the whole body
// first, so nothing is compiled while bytes still arrive.

const { FunctionPrototypeCall, ObjectDefineProperty } = primordials;
const { codes: { ERR_INVALID_ARG_TYPE, ERR_WEBASSEMBLY_RESPONSE } } = require('internal/errors');

async function bytesOf(source) {
  const response = await source;
  const { Response } = require('internal/fetch').load();
  if (!(response instanceof Response)) {
    throw new ERR_INVALID_ARG_TYPE('source', ['Response', 'Promise resolving to Response'], response);
  }
  const type = response.headers.get('Content-Type');
  if (type !== 'application/wasm') throw new ERR_WEBASSEMBLY_RESPONSE(`has unsupported MIME type '${type}'`);
  if (!response.ok) throw new ERR_WEBASSEMBLY_RESPONSE(`has status code ${response.status}`);
  if (response.bodyUsed) throw new ERR_WEBASSEMBLY_RESPONSE('body has already been used');
  return await response.arrayBuffer();
}

function install() {
  const { WebAssembly } = globalThis;
  if (WebAssembly === undefined) return;  // --jitless
  const { compile, instantiate } = WebAssembly;
  const methods = {
    async compileStreaming(source) { return await FunctionPrototypeCall(compile, WebAssembly, await bytesOf(source)); },
    async instantiateStreaming(source, imports = undefined) {
      return await FunctionPrototypeCall(instantiate, WebAssembly, await bytesOf(source), imports);
    },
  };
  for (const name in methods) {
    ObjectDefineProperty(WebAssembly, name, {
      __proto__: null, value: methods[name], writable: true, enumerable: true, configurable: true,
    });
  }
}

module.exports = { install };
