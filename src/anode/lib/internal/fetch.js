'use strict';

// fetch, WebSocket, EventSource and the classes around them: undici's, as in Node. Nothing of it is read before a program uses one of
// them.

const { ObjectDefineProperty, ReflectApply, SafeMap, StringPrototypeSlice, StringPrototypeStartsWith } = primordials;

const { getOptionValue } = require('internal/options');

// The modules of undici are functions of one text, by the names of their files; other names are modules of Node.
function makeRequire(table) {
  const loaded = new SafeMap();
  return function load(name) {
    const body = table[name];
    if (body === undefined) return require(StringPrototypeStartsWith(name, 'node:') ? StringPrototypeSlice(name, 5) : name);
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    loaded.set(name, module);
    ReflectApply(body, table, [module, module.exports, load]);
    return module.exports;
  };
}

// Messages of ports and of web sockets are of one class, which is there already.
function shareMessageEvent(load) {
  const { MessageEvent } = require('internal/messaging');
  const events = load('lib/web/websocket/events.js');
  events.MessageEvent = MessageEvent;
  events.createFastMessageEvent = (type, init) => new MessageEvent(type, init);
}

let undici;
function load() {
  if (undici !== undefined) return undici;
  const engine = require('internal/engine');
  const { takeText } = require('internal/modules/source');
  const text = takeText(() => binding('modules').undici_source());
  const table = engine.compileFunction(text, 'node:internal/deps/undici/undici', ['process'])(process);
  const loader = makeRequire(table);
  shareMessageEvent(loader);
  undici = loader('index-fetch.js');
  if (usesProxy()) undici.setGlobalDispatcher(new undici.EnvHttpProxyAgent());
  return undici;
}

const usesProxy = () => getOptionValue('--use-env-proxy') ?? process.env.NODE_USE_ENV_PROXY === '1';

function fetch(input, init = undefined) {
  const { fetch: impl } = load();
  return impl(input, init);
}

const names = ['Headers', 'Request', 'Response', 'FormData', 'WebSocket', 'CloseEvent', 'EventSource'];
module.exports = { fetch, load };
for (let i = 0; i < names.length; i++) {
  ObjectDefineProperty(module.exports, names[i], { __proto__: null, enumerable: true, get: () => load()[names[i]] });
}
