'use strict';
// 6,000 random URLs, with and without a base, many of them almost valid. Two forms are left out, because the ada of Node 24.19 differs from
// the standard (later versions do not): a path with a mailto: base, and 'c:x' as the first segment of a file's path.

let seed = 20261125;
const random = (n) => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return (seed >>> 8) % n;
};
const pick = (list) => list[random(list.length)];
const join = (list, most) => Array.from({ length: random(most + 1) }, () => pick(list)).join('');

const schemes = ['http://', 'https://', 'ws://', 'wss://', 'ftp://', 'file://', 'file:///', 'http:', 'HTTP://', 'foo://', 'https:/', 'http:\\\\'];
const users = ['', '', '', '', 'user@', 'u:p@', ':p@', 'u:@', '@', 'a@b@', 'u%20:p!$@', "o'neil:x@", 'a:b:c@', 'ü@', 'a[b@'];
const hosts = ['example.com', 'localhost', 'a.b.c.d', '127.0.0.1', '1.2.3', '256.1.1.1', '01.2.3.4', '1.2.3.4.', '0x7f.1', 'a.0x7f', 'xn--nxasmq6b.com', 'xn--a', 'EXAMPLE.com',
  'a_b.org', '-a-.net', 'a..b', 'a.', '.a', '', '[::1]', '[1:2::3]', 'ä.de', 'a%41.com', 'a b', 'x'.repeat(64), '1a', 'a1', '9.9.9.9a', 'a.1', 'a|b', 'c:', '1', '4294967295', '0'];
const ports = ['', '', '', ':80', ':443', ':8080', ':21', ':0', ':', ':65535', ':65536', ':080', ':99999999', ':1x'];
const segments = ['/', '/', 'a', 'bc', '.', '..', '/.', '/..', '/.well-known', '/...', '%2e', '/%2E', '/.%2e', '%', '%zz', ' ', '\\', '"', '<', '`', '{', '|', '^', '~', ';', '=', ':', '@', "'", 'ü', '\t', '\u{1f600}', 'C:/', 'C|/', '//'];
const queries = ['a', '=', '&', '+', '%20', ' ', "'", '"', '<', '`', '{', '|', '?', '/', '\\', 'é', '\n', '[', ']'];
const parts = ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'];

function made() {
  const scheme = random(5) === 0 ? '' : pick(schemes);
  let text = scheme;
  if (scheme.startsWith('file')) text += pick(hosts);
  else if (scheme !== '') text += pick(users) + pick(hosts) + pick(ports);
  if (random(4) !== 0) text += (random(4) === 0 ? '' : '/') + join(segments, 5);
  if (random(3) === 0) text += `?${join(queries, 4)}`;
  if (random(4) === 0) text += `#${join(queries, 3)}`;
  return text;
}

for (let i = 0; i < 6000; i++) {
  const input = made();
  const base = random(2) === 0 ? undefined : made();
  let shown;
  try {
    const url = new URL(input, base);
    shown = parts.map((name) => url[name]).join(' ');
  } catch (error) {
    shown = `${error.code} ${error.message} ${error.input} ${error.base}`;
  }
  console.log(JSON.stringify(input), JSON.stringify(base), URL.canParse(input, base), shown);
}
