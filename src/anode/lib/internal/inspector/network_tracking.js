'use strict';

// The program's own requests as events of the domain Network, with --experimental-network-inspection.

const {
  ArrayIsArray, ArrayPrototypeJoin, DateNow, ObjectKeys, SafeWeakMap, String, StringPrototypeStartsWith, StringPrototypeToLowerCase,
} = primordials;

const channels = require('diagnostics_channel');
const { tell } = require('internal/inspector/network_events');

const ids = new SafeWeakMap();   // request -> its id
const urls = new SafeWeakMap();
let lastId = 0;

const now = () => require('perf_hooks').performance.now() / 1000;

function startRequest(request) {
  const id = `node-network-event-${++lastId}`;
  ids.set(request, id);
  return id;
}

// The type of a body.
function sniff(contentType) {
  try {
    const { MIMEType } = require('internal/mime');
    const type = new MIMEType(contentType);
    return { mimeType: StringPrototypeToLowerCase(type.essence), charset: StringPrototypeToLowerCase(type.params.get('charset') ?? '') };
  } catch {
    return { mimeType: '', charset: '' };
  }
}

const separators = { '__proto__': null, 'cookie': '; ', 'set-cookie': '\n' };

function flatten(headers) {
  const found = {};
  let type = { mimeType: '', charset: undefined }, host;
  const names = ObjectKeys(headers);
  for (let i = 0; i < names.length; i++) {
    const value = headers[names[i]], lower = StringPrototypeToLowerCase(names[i]);
    if (lower === 'content-type') type = sniff(value);
    if (lower === 'host') host = value;
    found[names[i]] = ArrayIsArray(value) ? ArrayPrototypeJoin(value, separators[lower] ?? ', ') : String(value);
  }
  return { headers: found, host, ...type };
}

// undici's lists of names and values.
function pair(list) {
  const headers = {};
  for (let i = 0; i < list.length; i += 2) {
    const name = `${list[i]}`, value = `${list[i + 1]}`;
    const before = headers[name];
    if (before === undefined) headers[name] = value;
    else headers[name] = `${before}${separators[StringPrototypeToLowerCase(name)] ?? ', '}${value}`;
  }
  return flatten(headers);
}

const timed = (request) => ({ requestId: ids.get(request), timestamp: now() });

const http = {
  'http.client.request.created'({ request }) {
    const requestId = startRequest(request);
    const { headers, host, charset } = flatten(request.getHeaders());
    const { path } = request;
    const whole = typeof path === 'string' && (StringPrototypeStartsWith(path, 'http://') || StringPrototypeStartsWith(path, 'https://'));
    const url = whole ? path : `${request.protocol}//${host}${path}`;
    urls.set(request, url);
    tell('requestWillBeSent', {
      requestId, timestamp: now(), wallTime: DateNow(), charset, request: { url, method: request.method, headers },
    });
  },
  'http.client.request.error'({ request, error }) {
    if (ids.has(request)) tell('loadingFailed', { ...timed(request), type: 'Other', errorText: error.message });
  },
  'http.client.response.finish'({ request, response }) {
    if (!ids.has(request)) return;
    const { headers, mimeType, charset } = flatten(response.headers);
    tell('responseReceived', {
      ...timed(request), type: 'Other',
      response: {
        url: urls.get(request), status: response.statusCode, statusText: response.statusMessage ?? '', headers, mimeType,
        charset: charset ?? '',
      },
    });
    // EventEmitter's own `on`, because the stream's would make it flow.
    require('events').prototype.on.call(response, 'data', (data) => {
      tell('dataReceived', { ...timed(request), dataLength: data.byteLength, encodedDataLength: data.byteLength, data });
    });
    response.once('end', () => tell('loadingFinished', timed(request)));
  },
};

const fetch = {
  'undici:request:create'({ request }) {
    const requestId = startRequest(request);
    const { headers, charset } = pair(request.headers);
    const url = `${request.origin}${request.path}`;
    urls.set(request, url);
    tell('requestWillBeSent', {
      requestId, timestamp: now(), wallTime: DateNow(), charset,
      request: { url, method: request.method, headers, hasPostData: request.body != null },
    });
  },
  'undici:request:error'({ request, error }) {
    if (ids.has(request)) tell('loadingFailed', { ...timed(request), type: 'Fetch', errorText: error.message });
  },
  'undici:request:bodyChunkSent'({ request, chunk }) {
    if (!ids.has(request)) return;
    const data = require('buffer').Buffer.from(chunk);
    tell('dataSent', { ...timed(request), dataLength: data.byteLength, data });
  },
  'undici:request:bodySent'({ request }) {
    if (ids.has(request)) tell('dataSent', { requestId: ids.get(request), finished: true });
  },
  'undici:request:headers'({ request, response }) {
    if (!ids.has(request)) return;
    const { headers, mimeType, charset } = pair(response.headers);
    tell('responseReceived', {
      ...timed(request), type: 'Fetch',
      response: {
        url: urls.get(request), status: response.statusCode, statusText: response.statusText, headers, mimeType, charset: charset ?? '',
      },
    });
  },
  'undici:request:bodyChunkReceived'({ request, chunk }) {
    if (!ids.has(request)) return;
    tell('dataReceived', { ...timed(request), dataLength: chunk.byteLength, encodedDataLength: chunk.byteLength, data: chunk });
  },
  'undici:request:trailers'({ request }) {
    if (ids.has(request)) tell('loadingFinished', timed(request));
  },
};

function change(subscribe) {
  for (const listeners of [http, fetch]) {
    const names = ObjectKeys(listeners);
    for (let i = 0; i < names.length; i++) subscribe(names[i], listeners[names[i]]);
  }
}

module.exports = { enable: () => change(channels.subscribe), disable: () => change(channels.unsubscribe) };
