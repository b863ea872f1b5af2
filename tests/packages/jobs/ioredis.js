'use strict';

// Needs: redis-server

const Redis = require('ioredis');
const { redis, freePort } = require('./servers.cjs');

(async () => {
  const { port } = await redis();
  const client = new Redis(port, '127.0.0.1', { lazyConnect: true, keyPrefix: 'own:' });
  client.on('ready', () => console.log('ready'));
  await client.connect();
  console.log(await client.set('k', 'välue', 'EX', 100), await client.get('k'), await client.getBuffer('k'), await client.ttl('k') > 90, await client.incrby('n', 5));
  console.log(await client.hset('h', { a: 1, b: 'x' }), await client.hgetall('h'), await client.lpush('l', 1, 2, 3), await client.lrange('l', 0, -1), await client.zadd('z', 2, 'b', 1, 'a'), await client.zrange('z', 0, -1, 'WITHSCORES'));
  console.log(await client.pipeline().set('p', 1).incr('p').get('p').lpop('k').exec().then((all) => all.map(([error, value]) => error?.message ?? value)));
  console.log(await client.multi().set('m', 1).get('m').exec(), await client.mset(new Map([['x', '1'], ['y', '2']])), await client.mget('x', 'y', 'none'));
  client.defineCommand('add', { numberOfKeys: 1, lua: 'return redis.call("get", KEYS[1]) + ARGV[1]' });
  console.log(await client.add('n', 10), (await client.eval('return {1, "a", {2}}', 0)));
  const subscriber = client.duplicate();
  await subscriber.connect();
  await subscriber.subscribe('channel');
  const told = new Promise((resolve) => subscriber.once('message', (channel, text) => resolve([channel, text])));
  await client.publish('channel', 'hello');
  console.log(await told);
  for (let i = 0; i < 200; i++) client.sadd('s', `member-${i}`);
  let members = 0;
  for await (const part of client.sscanStream('s', { count: 50 })) members += part.length;
  console.log(members, await client.xadd('stream', '1-1', 'f', 'v'), await client.xrange('stream', '-', '+'), (await client.set('big', 'x'.repeat(1 << 20)), (await client.get('big')).length));
  for (const bad of [() => client.lpush('k', 1), () => client.call('NOPE'), () => client.set('k')]) await bad().catch((error) => console.log(error.name, error.message));
  subscriber.disconnect();
  console.log(await client.quit());
  const gone = new Redis(await freePort(), '127.0.0.1', { maxRetriesPerRequest: 1, retryStrategy: (times) => (times > 2 ? null : 10) });
  gone.on('error', (error) => console.log(error.code));
  await gone.get('k').catch((error) => console.log(error.name, error.message));
  process.exit();
})();
