'use strict';

// Requests of each method, bodies of every kind, and the responses.

const http = require('http');
const zlib = require('zlib');

const server = http.createServer((req, res) => {
  const { pathname, searchParams } = new URL(req.url, 'http://x');
  switch (pathname) {
    case '/echo': {
      const chunks = [];
      req.on('data', (chunk) => chunks.push(chunk));
      req.on('end', () => {
        const headers = { ...req.headers };
        delete headers.host;
        headers['content-type'] = headers['content-type']?.replace(/boundary=.*/, 'boundary=X');
        res.setHeader('content-type', 'application/json');
        const body = Buffer.concat(chunks).toString().replace(/------formdata-undici-\d+/g, '--X');
        res.end(JSON.stringify({ method: req.method, headers, body: body.length > 300 ? body.length : body }));
      });
      break;
    }
    case '/redirect': res.writeHead(+searchParams.get('status'), { location: searchParams.get('to') ?? '/echo' }).end('moved'); break;
    case '/loop': res.writeHead(302, { location: '/loop' }).end(); break;
    case '/status': res.writeHead(+searchParams.get('code'), 'A text').end(); break;
    case '/encoded': {
      const kind = searchParams.get('kind');
      const make = { gzip: zlib.gzipSync, deflate: zlib.deflateSync, br: zlib.brotliCompressSync, identity: (x) => x, raw: zlib.deflateRawSync }[kind];
      res.writeHead(200, { 'content-encoding': kind === 'raw' ? 'deflate' : kind });
      res.end(make(Buffer.from('compressed text '.repeat(50))));
      break;
    }
    case '/cookies': res.setHeader('set-cookie', ['a=1', 'b=2']).setHeader('x-multi', ['1', '2']).end('cookies'); break;
    case '/slow': setTimeout(() => res.end('slow'), 2000).unref(); break;
    case '/hang-body': res.write('part'); break;
    case '/cut': res.writeHead(200, { 'content-length': 100 }); res.write('part'); setTimeout(() => res.destroy(), 20); break;
    case '/bad': req.socket.end('this is no http\r\n\r\n'); break;
    default: res.writeHead(404).end('nothing');
  }
});
const describe = (error) => [error.name, error.message.replace(/\d{4,5}/g, 'PORT'), error.code, error.cause && [error.cause.name, error.cause.code, error.cause.message.replace(/:\d{4,5}/g, ':PORT')]];

server.listen(0, '127.0.0.1', async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  const attempt = async (name, run) => {
    try {
      const value = await run();
      console.log(name, value);
    } catch (error) {
      console.log(name, describe(error));
    }
  };
  const echo = (name, init, path = '/echo') => attempt(name, async () => JSON.stringify(await (await fetch(base + path, init)).json()));
  await echo('get');
  for (const method of ['GET', 'HEAD', 'POST', 'put', 'patch', 'DELETE', 'OPTIONS', 'CUSTOM']) {
    await attempt(method, async () => {
      const response = await fetch(`${base}/echo`, { method });
      const text = await response.text();
      return [response.status, text === '' ? '' : JSON.parse(text).method];
    });
  }
  const form = new FormData();
  form.append('a', '1');
  form.append('file', new Blob(['content'], { type: 'text/x' }), 'name.txt');
  const bodies = {
    string: 'text', params: new URLSearchParams({ a: 'b c' }), blob: new Blob(['blob'], { type: 'x/y' }), bytes: new Uint8Array([104, 105]), buffer: new Uint8Array([104, 105]).buffer,
    form, large: 'x'.repeat(300_000), empty: '', view: new DataView(new Uint8Array([104, 105]).buffer),
  };
  for (const [name, body] of Object.entries(bodies)) await echo(name, { method: 'POST', body });
  await echo('stream', { method: 'POST', duplex: 'half', body: new ReadableStream({ start(c) { c.enqueue(Buffer.from('one ')); c.enqueue(Buffer.from('two')); c.close(); } }) });
  await echo('iterable', { method: 'POST', duplex: 'half', body: (async function* () { yield 'a'; yield Buffer.from('b'); })() });
  await attempt('no duplex', () => fetch(`${base}/echo`, { method: 'POST', body: new ReadableStream() }));
  await echo('headers', { headers: { 'X-One': '1', 'accept': 'a/b', 'user-agent': 'me' } });
  await echo('headers list', { headers: [['x-one', '1'], ['x-one', '2']] });
  await echo('Request', undefined);
  await attempt('Request object', async () => (await (await fetch(new Request(`${base}/echo`, { method: 'POST', body: 'r' }))).json()).body);

  for (const status of [301, 302, 303, 307, 308]) {
    await attempt(`redirect ${status}`, async () => {
      const response = await fetch(`${base}/redirect?status=${status}`, { method: 'POST', body: 'kept?' });
      const { method, body } = await response.json();
      return [response.redirected, response.url.replace(base, ''), method, body];
    });
  }
  await attempt('manual', async () => {
    const response = await fetch(`${base}/redirect?status=302`, { redirect: 'manual' });
    return [response.status, response.type, response.headers.get('location')];
  });
  await attempt('redirect error', () => fetch(`${base}/redirect?status=302`, { redirect: 'error' }));
  await attempt('loop', () => fetch(`${base}/loop`));
  await attempt('away', () => fetch(`${base}/redirect?status=302&to=ftp://x/`));
  for (const kind of ['gzip', 'deflate', 'raw', 'br', 'identity']) {
    await attempt(kind, async () => (await (await fetch(`${base}/encoded?kind=${kind}`)).text()).length);
  }
  await attempt('cookies', async () => {
    const { headers } = await fetch(`${base}/cookies`);
    return [headers.get('set-cookie'), headers.getSetCookie(), headers.get('x-multi')];
  });
  for (const code of [200, 204, 304, 400, 404, 500, 599]) {
    await attempt(`status ${code}`, async () => {
      const response = await fetch(`${base}/status?code=${code}`);
      return [response.status, response.statusText, response.ok, (await response.text()).length];
    });
  }
  await attempt('clone', async () => {
    const response = await fetch(`${base}/echo`);
    const copy = response.clone();
    return [(await response.json()).method, (await copy.json()).method, response.bodyUsed];
  });
  await attempt('twice', async () => {
    const response = await fetch(`${base}/echo`);
    await response.text();
    return await response.text();
  });
  await attempt('not json', async () => (await fetch(`${base}/cookies`)).json());
  for (const method of ['text', 'json', 'arrayBuffer', 'bytes', 'blob']) {
    await attempt(method, async () => {
      const result = await (await fetch(`${base}/echo`))[method]();
      return [result.constructor.name, result.size ?? result.byteLength ?? typeof result];
    });
  }
  await attempt('form back', async () => {
    const received = await new Response(form).formData();
    return [[...received.keys()], await received.get('file').text(), received.get('file').name, received.get('file').type];
  });
  await attempt('stream of body', async () => {
    let length = 0;
    for await (const chunk of (await fetch(`${base}/echo`)).body) length += chunk.length;
    return length > 10;
  });
  await attempt('refused', () => fetch('http://127.0.0.1:1/'));
  await attempt('cut', async () => (await fetch(`${base}/cut`)).text());
  await attempt('bad', () => fetch(`${base}/bad`));
  await attempt('bad url', () => fetch('nonsense'));
  await attempt('bad scheme', () => fetch('ftp://x/'));
  await attempt('bad port', () => fetch('http://127.0.0.1:25/'));
  await attempt('credentials', () => fetch('http://a:b@127.0.0.1/'));
  await attempt('body with get', () => fetch(`${base}/echo`, { body: 'x' }));
  await attempt('bad method', () => fetch(`${base}/echo`, { method: 'TRACE' }));
  await attempt('bad header', () => fetch(`${base}/echo`, { headers: { 'a b': '1' } }));
  await attempt('bad value', () => fetch(`${base}/echo`, { headers: { a: '\n1\0' } }));
  await attempt('no arguments', () => fetch());
  await attempt('data', async () => {
    const response = await fetch('data:text/html;base64,aGk=');
    return [response.status, response.headers.get('content-type'), await response.text()];
  });
  await attempt('data bad', () => fetch('data:nonsense'));
  await attempt('blob url', async () => {
    const url = URL.createObjectURL(new Blob(['from a blob'], { type: 'text/plain' }));
    const response = await fetch(url);
    const result = [response.headers.get('content-type'), response.headers.get('content-length'), await response.text()];
    URL.revokeObjectURL(url);
    return result;
  });
  await attempt('blob gone', () => fetch('blob:nodedata:00000000-0000-0000-0000-000000000000'));
  await attempt('file', () => fetch('file:///etc/hostname'));
  await attempt('about', () => fetch('about:blank'));

  for (const [name, signal] of Object.entries({ before: AbortSignal.abort(), reason: AbortSignal.abort(new RangeError('mine')), timeout: AbortSignal.timeout(30) })) {
    await attempt(`abort ${name}`, () => fetch(`${base}/slow`, { signal }));
  }
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 30);
  await attempt('abort later', () => fetch(`${base}/slow`, { signal: controller.signal }));
  const second = new AbortController();
  await attempt('abort body', async () => {
    const response = await fetch(`${base}/hang-body`, { signal: second.signal });
    setTimeout(() => second.abort(), 30);
    return await response.text();
  });
  await attempt('cancel body', async () => {
    const response = await fetch(`${base}/hang-body`);
    await response.body.cancel();
    return response.bodyUsed;
  });
  server.closeAllConnections();
  server.close();
});
