'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const pino = require('pino');

const lines = [];
const options = { base: { app: 'x' }, timestamp: false, level: 'debug', redact: ['password', 'deep.*.secret'], serializers: { req: (req) => req.url, err: pino.stdSerializers.err }, formatters: { level: (name) => ({ level: name }) }, mixin: () => ({ mixed: 1 }) };
const log = pino(options, { write: (line) => lines.push(JSON.parse(line)) });
log.info({ req: { url: '/x' }, password: 'p', deep: { a: { secret: 's' } } }, 'hello %s %d %j', 'you', 2, { a: 1 });
log.trace('not shown');
log.child({ id: 1 }, { level: 'error' }).warn('not shown either');
const error = new TypeError('an error');
error.code = 'EOWN';
log.error(error);
console.log(lines.map((line) => (line.err ? { ...line, err: { type: line.err.type, message: line.err.message, code: line.err.code, stack: typeof line.err.stack } } : line)));
console.log(log.isLevelEnabled('trace'), log.bindings(), pino.levels.values, log.levelVal);
const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'pino-')), 'own.log');
const toFile = pino({ base: null, timestamp: false }, pino.destination({ dest: file, sync: true }));
toFile.warn('to a file');
console.log(fs.readFileSync(file, 'utf8'));
const other = path.join(path.dirname(file), 'other.log');
const transport = pino.transport({ target: 'pino/file', options: { destination: other } });
transport.on('ready', () => {
  pino({ base: null, timestamp: false }, transport).info('through a worker');
  transport.end();
});
transport.on('close', () => console.log(fs.readFileSync(other, 'utf8')));
for (const bad of [() => pino({ level: 'no-such-level' }), () => { log.level = 'nope'; }]) {
  try {
    bad();
  } catch (e) {
    console.log(e.message);
  }
}
