// Errors about the arguments of node:dns, and the answers that need no name server.
const dns = require('dns');

const attempt = (name, run) => {
  try {
    run();
    console.log(name, 'accepted');
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
const nothing = () => {};

attempt('hostname', () => dns.lookup(5, nothing));
attempt('null byte', () => dns.lookup('a\0b', nothing));
attempt('no callback', () => dns.lookup('localhost'));
attempt('family', () => dns.lookup('localhost', 5, nothing));
attempt('family option', () => dns.lookup('localhost', { family: '4' }, nothing));
attempt('hints', () => dns.lookup('localhost', { hints: 1 << 20 }, nothing));
attempt('hints type', () => dns.lookup('localhost', { hints: 'x' }, nothing));
attempt('all', () => dns.lookup('localhost', { all: 1 }, nothing));
attempt('verbatim', () => dns.lookup('localhost', { verbatim: 1 }, nothing));
attempt('order', () => dns.lookup('localhost', { order: 'x' }, nothing));
attempt('options', () => dns.lookup('localhost', 'x', nothing));
attempt('lookupService', () => dns.lookupService('127.0.0.1', 80));
attempt('lookupService address', () => dns.lookupService('x', 80, nothing));
attempt('lookupService port', () => dns.lookupService('127.0.0.1', 65536, nothing));
attempt('resolve type', () => dns.resolve('x', 'NOPE', nothing));
attempt('resolve type of type', () => dns.resolve('x', 5, nothing));
attempt('resolve4', () => dns.resolve4(5, nothing));
attempt('resolve4 callback', () => dns.resolve4('x'));
attempt('reverse', () => dns.reverse('x', nothing));
attempt('order default', () => dns.setDefaultResultOrder('x'));
attempt('timeout', () => new dns.Resolver({ timeout: -2 }));
attempt('tries', () => new dns.Resolver({ tries: 0 }));
attempt('servers', () => dns.setServers(['1.2.3.4.5']));
attempt('local', () => new dns.Resolver().setLocalAddress('127.0.0.1', '127.0.0.2'));
attempt('local bad', () => new dns.Resolver().setLocalAddress('x'));

const resolver = new dns.Resolver();
resolver.setServers(['1.2.3.4', '[::1]:80', '::2', '4.4.4.4:99', '[::3]']);
console.log(resolver.getServers());
resolver.setServers([]);
console.log(resolver.getServers());
console.log(dns.getDefaultResultOrder(), Object.keys(dns).length, Object.keys(dns.promises).length);

dns.lookup('127.0.0.1', (...args) => console.log(args));
dns.lookup('::1', { all: true }, (...args) => console.log(args));
dns.lookup('name.invalid', (error) => console.log(error.message, { ...error }));
dns.promises.lookup('name.invalid').catch((error) => console.log(error.message, { ...error }));
require('util').promisify(dns.lookup)('127.0.0.1').then(console.log);
