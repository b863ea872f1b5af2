'use strict';

// Headers, Request, Response and FormData without a connection.

const util = require('util');

const attempt = (name, run) => {
  try {
    console.log(name, run());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
const later = async (name, run) => {
  try {
    console.log(name, await run());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
for (const name of ['fetch', 'Headers', 'Request', 'Response', 'FormData', 'WebSocket', 'CloseEvent', 'MessageEvent']) {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
  console.log(name, descriptor.enumerable, descriptor.configurable, typeof globalThis[name], globalThis[name].length, globalThis[name].name);
}
console.log(typeof EventSource, Object.prototype.toString.call(fetch), fetch.constructor === Function);

const headers = new Headers([['b', '1'], ['A', '2'], ['b', '3']]);
console.log([...headers], headers.get('B'), headers.has('a'), headers.get('none'), util.inspect(headers));
headers.append('Set-Cookie', 'x=1');
headers.append('set-cookie', 'y=2');
headers.set('a', ' trimmed ');
headers.delete('b');
console.log([...headers.entries()], [...headers.keys()], headers.getSetCookie(), `${headers}`);
headers.forEach(function(value, key, all) { console.log(key, value, all === headers, this); }, 'this');
attempt('bad name', () => headers.append('a b', '1'));
attempt('bad value', () => headers.append('a', '\0'));
attempt('number', () => new Headers({ a: 1, b: null }).get('b'));
attempt('init', () => new Headers(1));
attempt('pairs', () => new Headers([['a']]));
attempt('symbol', () => new Headers({ [Symbol('x')]: 1 }));
attempt('this', () => Headers.prototype.get.call({}, 'a'));
attempt('none', () => headers.get());

const request = new Request('http://example.com/a?b#c', { method: 'post', body: 'text', headers: { 'x-a': '1' }, redirect: 'manual', cache: 'no-store', credentials: 'omit', keepalive: true, mode: 'cors', integrity: 'sha256-x', referrer: '', referrerPolicy: 'origin' });
for (const key of ['method', 'url', 'redirect', 'cache', 'credentials', 'keepalive', 'mode', 'integrity', 'referrer', 'referrerPolicy', 'destination', 'duplex', 'bodyUsed', 'isReloadNavigation', 'isHistoryNavigation']) console.log(key, request[key]);
console.log(request.signal instanceof AbortSignal, request.body instanceof ReadableStream, [...request.headers], `${request}`);
console.log(util.inspect(new Request('http://x/')).split('\n').length);
const copy = request.clone();
console.log(copy !== request, copy.method, copy.url);
attempt('relative', () => new Request('/a'));
attempt('bad init', () => new Request('http://x/', { redirect: 'x' }));
attempt('bad method', () => new Request('http://x/', { method: 'a b' }));
attempt('connect', () => new Request('http://x/', { method: 'CONNECT' }));
attempt('body', () => new Request('http://x/', { body: 'x' }));
attempt('window', () => new Request('http://x/', { window: 1 }));
attempt('signal', () => new Request('http://x/', { signal: 1 }));
attempt('none', () => new Request());
attempt('used', () => { const one = new Request('http://x/', { method: 'POST', body: 'x' }); one.text(); return new Request(one); });

const response = new Response('hello', { status: 201, statusText: 'Made', headers: { a: 'b' } });
for (const key of ['status', 'statusText', 'ok', 'type', 'url', 'redirected', 'bodyUsed']) console.log(key, JSON.stringify(response[key]));
console.log([...response.headers], `${response}`, util.inspect(response).split('\n').length);
for (const init of [{ status: 199 }, { status: 600 }, { status: 204 }, { statusText: '\n' }, { status: 'x' }]) attempt(JSON.stringify(init), () => new Response('body', init).status);
attempt('json', () => [...Response.json({ a: 1 }, { status: 202 }).headers]);
attempt('json bad', () => Response.json(undefined));
attempt('error', () => [Response.error().type, Response.error().status]);
attempt('redirect', () => [...Response.redirect('http://x/', 301).headers]);
attempt('redirect bad', () => Response.redirect('http://x/', 200));
attempt('redirect url', () => Response.redirect('::'));
attempt('locked', () => { const one = new Response('x'); one.body.getReader(); return one.clone(); });
attempt('types', () => ['x', new URLSearchParams('a=b'), new Blob(['x'], { type: 'y/z' }), new Uint8Array(1), null].map((body) => new Response(body).headers.get('content-type')));

const form = new FormData();
form.append('a', '1');
form.append('a', 2);
form.append('f', new Blob(['x'], { type: 't/t' }));
form.append('g', new File(['y'], 'n.txt'), 'other.txt');
form.set('b', 'line\nbreak');
console.log([...form.keys()], form.getAll('a'), form.get('f') instanceof File, form.get('f').name, form.get('g').name, form.has('z'), `${form}`, util.inspect(form).replace(/lastModified: \d+/g, 'lastModified: N'));
form.delete('a');
console.log([...form].length);
attempt('append', () => form.append('a'));
attempt('append blob', () => form.append('a', 'x', 'name'));
attempt('new', () => new FormData(1));

(async () => {
  await later('json', () => new Response('{"a":1}').json());
  await later('json bad', () => new Response('{').json());
  await later('form', async () => [...await new Response(new URLSearchParams('a=1&b=2')).formData()]);
  await later('form bad', () => new Response('x', { headers: { 'content-type': 'text/plain' } }).formData());
  await later('multipart', async () => {
    const body = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name="f"; filename="x.txt"\r\nContent-Type: text/x\r\n\r\nfile\r\n--b--\r\n';
    const got = await new Response(body, { headers: { 'content-type': 'multipart/form-data; boundary=b' } }).formData();
    return [got.get('a'), got.get('f').name, got.get('f').type, await got.get('f').text()];
  });
  await later('multipart bad', () => new Response('--b', { headers: { 'content-type': 'multipart/form-data; boundary=b' } }).formData());
  await later('empty', async () => [await new Response().text(), (await new Response(null).arrayBuffer()).byteLength, new Response().body]);
  await later('blob', async () => { const blob = await new Response('x', { headers: { 'content-type': 'a/b' } }).blob(); return [blob.size, blob.type]; });
  await later('bytes', async () => (await new Response('x').bytes()).constructor.name);
  await later('utf8 bom', async () => (await new Response(new Uint8Array([0xef, 0xbb, 0xbf, 0x61])).text()).length);
  await later('stream error', () => new Response(new ReadableStream({ start(c) { c.error(new RangeError('oops')); } })).text());
  await later('stream text', () => new Response(new ReadableStream({ start(c) { c.enqueue('text'); c.close(); } })).text());
  await later('clone tee', async () => { const one = new Response(new Blob(['abc']).stream()); const two = one.clone(); return [await one.text(), await two.text()]; });
})();
