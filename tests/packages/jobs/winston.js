'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const { Writable } = require('stream');
const winston = require('winston');

const { combine, timestamp, printf, errors, json, splat, label, colorize, simple } = winston.format;
const lines = [];
const memory = new winston.transports.Stream({ stream: new Writable({ write(chunk, encoding, callback) { lines.push(chunk.toString()); callback(); } }) });
const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'winston-')), 'own.log');
const logger = winston.createLogger({ level: 'debug', defaultMeta: { service: 's' }, format: combine(errors({ stack: false }), splat(), label({ label: 'L' }), json()), transports: [memory, new winston.transports.File({ filename: file, level: 'warn' })] });
logger.info('hello %s', 'you', { extra: 1 });
logger.silly('not shown');
logger.child({ request: 7 }).warn('from a child');
logger.error(new Error('an error'));
const own = winston.createLogger({ levels: { loud: 0, quiet: 1 }, level: 'quiet', format: combine(timestamp({ format: () => 'T' }), printf(({ level, message, timestamp: t }) => `${t} ${level}: ${message}`)), transports: [new winston.transports.Console()] });
own.loud('first');
own.quiet('second');
console.log(JSON.stringify(winston.createLogger({ transports: [], silent: true }).format.constructor.name), winston.format.uncolorize !== undefined, simple().transform({ level: 'info', message: 'm', x: 1 })[Symbol.for('message')], colorize().colorize('info', 'x') !== 'x');
logger.on('finish', () => setTimeout(() => {
  console.log(lines);
  console.log(fs.readFileSync(file, 'utf8'));
  try {
    winston.createLogger({ transports: [{}] });
  } catch (error) {
    console.log(error.message);
  }
}, 100));
logger.end();
