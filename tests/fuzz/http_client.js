'use strict';
// A client: `http_client.js PORT` asks for /N for each of the numbers, which are JSON on its stdin, and prints a line of JSON for each answer.
const http = require('http');
const port = Number(process.argv[2]);
const numbers = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const agent = new http.Agent({ keepAlive: false, maxSockets: 20 });
const one = (n) => new Promise((resolve) => {
  const seen = { n, informed: 0 };
  const done = (how) => { seen.end ??= how; resolve(seen); };
  const method = n % 7 === 0 ? 'HEAD' : n % 5 === 0 ? 'POST' : 'GET';
  const request = http.request({ port, host: '127.0.0.1', path: `/${n}`, agent, method, headers: n % 11 === 0 ? { Connection: 'Upgrade', Upgrade: 'x' } : {} });
  request.on('information', () => seen.informed++);
  request.on('upgrade', (response, socket, head) => { seen.upgrade = head.toString('latin1'); socket.destroy(); done('upgrade'); });
  request.on('response', (response) => {
    Object.assign(seen, { status: response.statusCode, text: response.statusMessage, version: response.httpVersion, headers: response.rawHeaders });
    const parts = [];
    response.on('data', (part) => parts.push(part));
    const body = () => Buffer.concat(parts).toString('latin1');
    response.on('error', (error) => { seen.error = error.code; });
    response.on('end', () => { Object.assign(seen, { body: body(), trailers: response.rawTrailers, complete: response.complete }); });
    response.on('close', () => { seen.body ??= body(); done('close'); });
  });
  request.on('error', (error) => { seen.failed = error.code; done('error'); });
  request.on('close', () => setImmediate(done, 'closed'));
  request.setTimeout(2000, () => { request.destroy(); done('timeout'); });
  request.end(method === 'POST' ? 'body' : undefined);
});
(async () => {
  let next = 0;
  const work = async () => {
    while (next < numbers.length) console.log(JSON.stringify(await one(numbers[next++])));
  };
  await Promise.all(Array.from({ length: 20 }, work));
  process.exit(0);
})();
