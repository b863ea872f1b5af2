'use strict';

// The forms of messages on a channel: lines of JSON, or, with 'advanced', structured clones after a length of four bytes.

const {
  ArrayPrototypePush, JSONParse, JSONStringify, StringPrototypeIndexOf, StringPrototypeSlice, TypedArrayPrototypeSubarray,
} = primordials;

class JSONFormat {
  constructor() {
    const { StringDecoder } = require('string_decoder');
    this.decoder = new StringDecoder('utf8');
    this.rest = '';
  }

  write(message) {
    const { Buffer } = require('buffer');
    return Buffer.from(`${JSONStringify(message)}\n`);
  }

  // The messages that `bytes` completes.
  read(bytes) {
    const messages = [];
    let text = this.decoder.write(bytes);
    let start = 0;
    let end = StringPrototypeIndexOf(text, '\n');
    if (end !== -1 && this.rest !== '') {
      text = this.rest + text;
      end += this.rest.length;
      this.rest = '';
    }
    while (end !== -1) {
      ArrayPrototypePush(messages, JSONParse(StringPrototypeSlice(text, start, end)));
      start = end + 1;
      end = StringPrototypeIndexOf(text, '\n', start);
    }
    this.rest += StringPrototypeSlice(text, start);
    return messages;
  }
}

class AdvancedFormat {
  constructor() {
    this.parts = [];
    this.length = 0;
  }

  write(message) {
    const { Buffer } = require('buffer');
    const { ipcSerialize } = require('internal/v8/serialize');
    const body = ipcSerialize(message);
    const head = Buffer.allocUnsafe(4);
    head.writeUInt32BE(body.length, 0);
    return Buffer.concat([head, body]);
  }

  read(bytes) {
    const { Buffer } = require('buffer');
    const { ipcDeserialize } = require('internal/v8/serialize');
    const messages = [];
    ArrayPrototypePush(this.parts, bytes);
    this.length += bytes.length;
    if (this.length < 4) return messages;
    let all = Buffer.concat(this.parts);
    for (;;) {
      if (all.length < 4) break;
      const size = all.readUInt32BE(0);
      if (all.length < 4 + size) break;
      ArrayPrototypePush(messages, ipcDeserialize(TypedArrayPrototypeSubarray(all, 4, 4 + size)));
      all = TypedArrayPrototypeSubarray(all, 4 + size);
    }
    this.parts = [all];
    this.length = all.length;
    return messages;
  }
}

module.exports = { makeFormat: (mode) => (mode === 'advanced' ? new AdvancedFormat() : new JSONFormat()) };
