'use strict';

// A name server that does not answer, one that does not exist, and one that sends garbage; queries that are cancelled.

const dgram = require('dgram');
const dns = require('dns');

const say = (name, error) => console.log(name, error?.code, error?.syscall, error?.hostname, error?.message);
const bind = (listener) => new Promise((resolve) => {
  const socket = dgram.createSocket('udp4', listener);
  socket.bind(0, '127.0.0.1', () => resolve(socket));
});
const query = (resolver, kind, name) => new Promise((resolve) => {
  let calls = 0;
  resolver[`resolve${kind}`](name, (error, result) => {
    calls++;
    say(`${kind} ${name}`, error);
    setImmediate(() => resolve(calls === 1 || console.log('called', calls)));
    if (result !== undefined) console.log(result);
  });
});
(async () => {
  const silent = await bind(() => {});
  const rubbish = await bind((message, from) => rubbish.send(Buffer.from('nonsense'), from.port, from.address));
  const refusing = await bind((message, from) => {
    const answer = Buffer.from(message);
    answer[2] |= 0x80;
    answer[3] = 5;
    refusing.send(answer, from.port, from.address);
  });
  let ticks = 0;
  const timer = setInterval(() => ticks++, 20);
  for (const socket of [silent, rubbish]) {
    const resolver = new dns.Resolver({ timeout: 200, tries: 1 });
    resolver.setServers([`127.0.0.1:${socket.address().port}`]);
    await Promise.all([query(resolver, '4', 'a.example'), query(resolver, 'Mx', 'b.example'), query(resolver, 'Txt', 'c.example')].map((promise) => promise));
  }
  console.log('others went on', ticks > 3);
  clearInterval(timer);
  const resolver = new dns.Resolver({ timeout: 5000, tries: 1 });
  resolver.setServers([`127.0.0.1:${silent.address().port}`]);
  const pending = query(resolver, '4', 'cancelled.example');
  setTimeout(() => resolver.cancel(), 50);
  await pending;
  const promised = new dns.promises.Resolver({ timeout: 5000, tries: 1 });
  promised.setServers([`127.0.0.1:${silent.address().port}`]);
  setTimeout(() => promised.cancel(), 50);
  await promised.resolve4('cancelled.example').catch((error) => say('promise', error));
  const refused = new dns.Resolver({ timeout: 2000, tries: 1 });
  refused.setServers([`127.0.0.1:${refusing.address().port}`]);
  await query(refused, '4', 'refused.example');
  for (const name of ['', 'a..b', 'x'.repeat(300), 'a b']) await query(refused, '4', name);
  for (const socket of [silent, rubbish, refusing]) socket.close();
})();
