'use strict';
// How an agent assigns its sockets to requests.
const http = require('node:http');

const server = http.createServer((request, response) => setTimeout(() => response.end(request.url), 5));
const counts = (agent) => ['requests', 'sockets', 'freeSockets'].map((kind) => Object.values(agent[kind]).reduce((sum, list) => sum + list.length, 0)).join('/');

server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  for (const options of [{}, { keepAlive: true }, { keepAlive: true, maxSockets: 2 }, { keepAlive: true, maxSockets: 2, scheduling: 'fifo' },
    { keepAlive: true, maxFreeSockets: 1 }, { maxTotalSockets: 1 }, { keepAlive: true, timeout: 30 }]) {
    const agent = new http.Agent(options);
    let created = 0;
    const { createConnection } = agent;
    agent.createConnection = function(...args) {
      created++;
      return createConnection.apply(this, args);
    };
    const order = [];
    await Promise.all(Array.from({ length: 5 }, (_, i) => new Promise((resolve) => {
      const request = http.get({ host: '127.0.0.1', port, path: `/${i}`, agent }, (response) => {
        response.resume();
        response.on('end', () => { order.push(`${i}${request.reusedSocket ? 'r' : ''}`); resolve(); });
      });
    })));
    await new Promise((resolve) => setTimeout(resolve, 10));
    console.log(JSON.stringify(options), created, order.sort().join(), counts(agent), agent.totalSocketCount);
    await new Promise((resolve) => setTimeout(resolve, options.timeout ? 60 : 0));
    console.log(counts(agent));
    agent.destroy();
    await new Promise((resolve) => setTimeout(resolve, 5));
    console.log(counts(agent), agent.totalSocketCount);
  }
  server.close();
});
