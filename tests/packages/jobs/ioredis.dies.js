'use strict';

// Needs: redis-server

// Redis: a hundred commands at once, transactions with WATCH, and a server that dies during a command.
const Redis = require('ioredis');
const { redis } = require('./servers.cjs');

(async () => {
  const server = await redis();
  const client = new Redis({ port: server.port, host: '127.0.0.1', maxRetriesPerRequest: 0, retryStrategy: () => 50 });
  client.on('error', () => {});
  const hundred = await Promise.all(Array.from({ length: 100 }, (_, i) => client.set(`key${i}`, i).then(() => client.get(`key${i}`))));
  console.log(hundred.every((value, i) => value === String(i)));

  const other = client.duplicate();
  other.on('error', () => {});
  await client.set('watched', 1);
  await client.watch('watched');
  await other.set('watched', 2);
  console.log(await client.multi().incr('watched').exec());
  console.log(await client.multi().incr('watched').get('watched').hset('watched', 'a', 1).exec().then((results) => results.map(([error, value]) => error?.message ?? value)));

  const failed = client.blpop('nothing', 60).catch((error) => console.log('in the middle:', error.name, error.message));
  await new Promise((resolve) => setTimeout(resolve, 200));
  await server.kill();
  await failed;
  await server.serve();
  for (let i = 0; ; i++) {
    try {
      console.log('again:', await client.set('a', 'b'), await client.get('a'), await client.get('key1'));
      break;
    } catch (error) {
      if (i === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  client.disconnect();
  other.disconnect();
  process.exit();
})();
