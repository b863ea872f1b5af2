'use strict';

// Bodies both ways: short, long, chunked.

const https = require('https');
const { createHash } = require('crypto');
const { serve, target } = require('../tls/fixtures/https');

const digest = (buffer) => createHash('md5').update(buffer).digest('hex');
const bodies = [Buffer.alloc(10, 'a'), Buffer.alloc(100_000, 'b'), Buffer.alloc(2_000_000, 'c')];
serve({}, (request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    console.log(request.method, body.length, digest(body));
    response.write(body.subarray(0, body.length / 2));
    response.end(body.subarray(body.length / 2));
  });
}, (port, server) => {
  const agent = new https.Agent({ keepAlive: true });
  const next = () => {
    const body = bodies.shift();
    if (body === undefined) {
      agent.destroy();
      server.close();
      return;
    }
    const request = https.request(target(port, { method: 'POST', agent }), (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        console.log(response.headers['transfer-encoding'], Buffer.concat(chunks).equals(body), request.reusedSocket);
        next();
      });
    });
    request.end(body);
  };
  next();
});
