// Every hash at many lengths, in one piece and in several, as text and as bytes.
const crypto = require('crypto');

const all = crypto.createHash('sha256');
for (const name of ['md5', 'sha1', 'sha256', 'sha384', 'sha512', 'sha224', 'sha512-256', 'sha3-256', 'ripemd160', 'blake2b512', 'shake128']) {
  const lines = [];
  for (let length = 0; length < 700; length += length < 130 ? 1 : 37) {
    const text = 'aé€😀\ud800x'.repeat(length).slice(0, length);
    const bytes = Buffer.from(text);
    const parts = crypto.createHash(name);
    for (let i = 0; i < length; i += 50) parts.update(text.slice(i, i + 50));
    const mixed = crypto.createHash(name).update(text).update(bytes).update(bytes.toString('base64'), 'base64').copy();
    lines.push(crypto.createHash(name).update(text).digest('hex'), crypto.createHash(name).update(bytes).digest('base64'),
               parts.digest('latin1'), mixed.digest('base64url'), crypto.hash(name, text));
  }
  all.update(lines.join());
  console.log(name, crypto.createHash('sha1').update(lines.join()).digest('hex'));
}
console.log(all.digest('hex'));
const large = Buffer.alloc(300000, 'large');
const running = crypto.createHash('sha1').update('x').update(large);
const other = running.copy();
console.log(running.update('y').digest('hex'), other.digest().length, crypto.createHmac('sha256', 'key').update(large).update('z').digest('hex'));

const attempt = (name, run) => {
  try {
    console.log(name, run());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
attempt('unknown', () => crypto.createHash('xyzzy'));
attempt('legacy', () => crypto.createHash('md4'));
attempt('length', () => crypto.createHash('sha256', { outputLength: 28 }));
attempt('shake', () => crypto.createHash('shake256', { outputLength: 5 }).digest('hex'));
attempt('shake copy', () => crypto.createHash('shake256', { outputLength: 5 }).copy({ outputLength: 3 }).digest('hex'));
attempt('twice', () => { const h = crypto.createHash('sha1'); h.digest(); h.digest(); });
attempt('hmac', () => crypto.createHmac('nope', 'key'));
attempt('hmac key', () => crypto.createHmac('sha1', null));
attempt('hmac twice', () => { const h = crypto.createHmac('sha1', 'k'); h.digest(); return h.digest('hex').length; });
attempt('hash', () => crypto.hash('sha1', 'abc', 'nope'));
attempt('data', () => crypto.createHash('sha1').update(5));
attempt('odd hex', () => crypto.createHash('sha1').update('abc', 'hex'));
attempt('no encoding', () => crypto.createHash('sha1').update('abc').digest('nope').length);
crypto.createHash('sha1').end('streamed').on('data', (data) => console.log(data.toString('hex')));
