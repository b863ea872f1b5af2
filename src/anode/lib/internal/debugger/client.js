'use strict';

// A client of the DevTools protocol: a WebSocket (RFC 6455) over http, because the program at the other end may be any Node.

const { JSONParse, JSONStringify, ObjectKeys, Promise, SafeMap } = primordials;

const { Buffer } = require('buffer');
const EventEmitter = require('events');
const { codes: { ERR_DEBUGGER_ERROR } } = require('internal/errors');

const UNIQUE = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 0x81, CLOSED = 8;

function encode(text) {
  const data = Buffer.from(text);
  const { length } = data;
  const extra = length < 126 ? 0 : length < 65536 ? 2 : 8;
  const head = Buffer.alloc(6 + extra);
  head[0] = TEXT;
  head[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127);
  if (extra === 2) head.writeUInt16BE(length, 2);
  else if (extra === 8) head.writeUIntBE(length, 4, 6);
  const mask = require('crypto').randomBytes(4);
  mask.copy(head, 2 + extra);
  for (let i = 0; i < length; i++) data[i] ^= mask[i & 3];
  return Buffer.concat([head, data]);
}

// The first frame of `data` as { kind, payload, rest }, or undefined.
function decode(data) {
  if (data.length < 2) return undefined;
  let length = data[1] & 127, start = 2;
  if (length === 126) {
    if (data.length < 4) return undefined;
    length = data.readUInt16BE(2);
    start = 4;
  } else if (length === 127) {
    if (data.length < 10) return undefined;
    length = data.readUIntBE(4, 6);
    start = 10;
  }
  const end = start + length;
  if (data.length < end) return undefined;
  return { kind: data[0] & 15, payload: data.subarray(start, end), rest: data.subarray(end) };
}

// Emits `event` with method and parameters, and `close`.
class Client extends EventEmitter {
  #host;
  #port;
  #request = null;
  #socket = null;
  #lastId = 0;
  #pending = new SafeMap();
  #received = Buffer.alloc(0);

  async connect(port, host) {
    this.#port = port;
    this.#host = host;
    const { 0: { webSocketDebuggerUrl } } = await this.#fetchTargets();
    const { pathname, search } = new (require('internal/url').URL)(webSocketDebuggerUrl);
    await this.#upgrade(`${pathname}${search}`);
  }

  reset() {
    const pending = this.#pending;
    this.#pending = new SafeMap();
    for (const { reject } of pending.values()) {
      const error = new ERR_DEBUGGER_ERROR('Debugger session ended');
      reject(error);
    }
    this.#request?.destroy();
    this.#socket?.destroy();
    this.#request = this.#socket = null;
    this.#lastId = 0;
    this.#received = Buffer.alloc(0);
  }

  // The result of a command; undefined where it is empty.
  ask(method, params) {
    return new Promise((resolve, reject) => {
      if (this.#socket === null) {
        reject(new ERR_DEBUGGER_ERROR('Use `run` to start the app again.'));
        return;
      }
      const id = ++this.#lastId;
      this.#pending.set(id, { resolve, reject });
      this.#socket.write(encode(JSONStringify({ id, method, params })));
    });
  }

  #fetchTargets() {
    return new Promise((resolve, reject) => {
      const request = require('http').get({ host: this.#host, port: this.#port, path: '/json' });
      request.on('error', reject);
      request.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('error', reject);
        response.on('data', (part) => { text += part; });
        response.on('end', () => {
          if (response.statusCode !== 200) {
            reject(new ERR_DEBUGGER_ERROR(`Unexpected ${response.statusCode}: ${text}`));
            return;
          }
          try {
            resolve(JSONParse(text));
          } catch {
            reject(new ERR_DEBUGGER_ERROR(`Response didn't contain JSON: ${text}`));
          }
        });
      });
    });
  }

  #upgrade(path) {
    this.reset();
    const crypto = require('crypto');
    const key = crypto.randomBytes(16).toString('base64');
    return new Promise((resolve, reject) => {
      const request = this.#request = require('http').request({
        host: this.#host, port: this.#port, path,
        headers: { 'Connection': 'Upgrade', 'Upgrade': 'websocket', 'Sec-WebSocket-Key': key, 'Sec-WebSocket-Version': '13' },
      });
      request.on('error', reject);
      request.on('response', (response) => {
        process.stderr.write(`Unexpected HTTP code: ${response.statusCode}\n`);
        response.pipe(process.stderr);
      });
      request.on('upgrade', (response, socket, head) => {
        const answer = response.headers['sec-websocket-accept'];
        if (crypto.createHash('sha1').update(key + UNIQUE).digest('base64') !== answer) {
          throw new ERR_DEBUGGER_ERROR(`WebSocket secret mismatch: ${key} did not match ${answer}`);
        }
        this.#socket = socket;
        socket.on('data', (data) => this.#receive(data));
        socket.on('close', () => this.emit('close'));
        resolve();
        if (head.length > 0) this.#receive(head);
      });
      request.end();
    });
  }

  #receive(data) {
    this.#received = Buffer.concat([this.#received, data]);
    for (let frame = decode(this.#received); frame !== undefined; frame = decode(this.#received)) {
      this.#received = frame.rest;
      if (frame.kind === CLOSED) {
        this.reset();
        return;
      }
      if (frame.payload.length > 0) this.#take(frame.payload.toString());
    }
  }

  #take(text) {
    if (text[0] !== '{' || text[text.length - 1] !== '}') throw new ERR_DEBUGGER_ERROR(`Payload does not look like JSON: ${text}`);
    const { id, method, params, result, error } = JSONParse(text);
    if (id !== undefined) {
      const asked = this.#pending.get(id);
      this.#pending.delete(id);
      if (asked === undefined) return;
      if (error === undefined) {
        asked.resolve(ObjectKeys(result).length > 0 ? result : undefined);
        return;
      }
      const failure = new ERR_DEBUGGER_ERROR(`${error.message}`);
      failure.code = error.code;
      asked.reject(failure);
    } else if (method !== undefined) {
      this.emit('event', method, params);
    } else {
      throw new ERR_DEBUGGER_ERROR(`Unsupported response: ${text}`);
    }
  }
}

module.exports = { Client };
