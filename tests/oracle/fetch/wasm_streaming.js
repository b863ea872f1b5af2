'use strict';

// WebAssembly.compileStreaming() and instantiateStreaming() accept good responses and refuse others.

const http = require('http');

const bytes = Buffer.from('0061736d0100000001070160027f7f017f030201000707010361646400000a09010700200020016a0b', 'hex');
const server = http.createServer((req, res) => {
  const type = { '/good': 'application/wasm', '/parameters': 'application/wasm;charset=utf-8', '/text': 'text/plain', '/bad': 'application/wasm', '/missing': 'application/wasm', '/cut': 'application/wasm' }[req.url];
  res.setHeader('content-type', type);
  if (req.url === '/missing') res.statusCode = 404;
  if (req.url === '/cut') {
    res.writeHead(200, { 'content-length': 1000 });
    res.write(bytes.subarray(0, 10));
    setTimeout(() => res.destroy(), 20);
    return;
  }
  res.end(req.url === '/bad' ? 'nonsense' : bytes);
}).listen(0, '127.0.0.1', async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  const attempt = async (name, run) => {
    try {
      console.log(name, await run());
    } catch (error) {
      console.log(name, error.name, error.code, error.code === undefined ? '' : error.message.replaceAll(base, ''));
    }
  };
  await attempt('compile', async () => (await WebAssembly.compileStreaming(fetch(`${base}/good`))) instanceof WebAssembly.Module);
  await attempt('instantiate', async () => {
    const { instance, module } = await WebAssembly.instantiateStreaming(fetch(`${base}/good`), {});
    return [module instanceof WebAssembly.Module, instance.exports.add(2, 3)];
  });
  await attempt('response', async () => (await WebAssembly.instantiateStreaming(new Response(bytes, { headers: { 'content-type': 'application/wasm' } }))).instance.exports.add(1, 1));
  for (const path of ['parameters', 'text', 'bad', 'missing', 'cut']) await attempt(path, () => WebAssembly.compileStreaming(fetch(`${base}/${path}`)));
  await attempt('used', async () => {
    const response = await fetch(`${base}/good`);
    await response.arrayBuffer();
    return WebAssembly.compileStreaming(response);
  });
  await attempt('bytes', () => WebAssembly.compileStreaming(bytes));
  await attempt('nothing', () => WebAssembly.compileStreaming());
  await attempt('rejected', () => WebAssembly.compileStreaming(Promise.reject(new RangeError('no'))));
  server.closeAllConnections();
  server.close();
});
