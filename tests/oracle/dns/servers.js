'use strict';

// Lists of servers with holes, lists whose getters change them, and addresses of every form.

const dns = require('dns');

const holes = ['127.0.0.1'];
holes[2] = '0.0.0.0';
dns.setServers(holes);
console.log(dns.getServers());

const shrinking = ['127.0.0.1', '192.168.1.1'];
shrinking[3] = '127.1.0.1';
Object.defineProperty(shrinking, 2, { enumerable: true, get() { shrinking.length = 3; return '0.0.0.0'; } });
dns.setServers(shrinking);
console.log(dns.getServers());

dns.setServers(['[fe80::483a:5aff:fee6:1f04]:666', '[fe80::483a:5aff:fee6:1f04]', '4.4.4.4:53', '[2001:db8::1]:5353']);
console.log(dns.getServers());
dns.setServers(['8.8.8.8']);
console.log(dns.getServers(), new dns.Resolver().getServers().length > 0);
for (const bad of [['x'], [''], [' '], ['1.2.3.4:'], ['[::1'], [1], 'x', undefined]) {
  try {
    dns.setServers(bad);
    console.log(bad, dns.getServers());
  } catch (error) {
    console.log(bad, error.code, error.message);
  }
}
