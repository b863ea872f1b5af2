'use strict';

// The functions of bytes.wat in JavaScript, for an engine without WebAssembly (--jitless).

const { Uint8Array } = primordials;

const SIZE = 5 << 16;  // of the memory of bytes.wat

function make() {
  const memory = new Uint8Array(SIZE);

  function find(size, from, to, step) {
    const last = to - size;
    for (let at = from; at <= last; at += step + 1) {
      let i = 0;
      while (i < size && memory[at + i] === memory[i]) i++;
      if (i === size) return at;
    }
    return -1;
  }

  const unitAt = (at) => memory[at] | (memory[at + 1] << 8);

  function encode(from, to, out) {
    for (let at = from; at < to; at += 2) {
      let code = unitAt(at);
      if ((code & 0xf800) === 0xd800) {
        const next = code < 0xdc00 && at + 2 < to ? unitAt(at + 2) : 0;
        if ((next & 0xfc00) === 0xdc00) {
          code = 0x10000 + ((code & 0x3ff) << 10) + (next & 0x3ff);
          at += 2;
        } else {
          code = 0xfffd;
        }
      }
      if (code < 0x80) {
        memory[out++] = code;
        continue;
      }
      if (code < 0x800) {
        memory[out++] = 0xc0 | (code >> 6);
      } else {
        if (code < 0x10000) {
          memory[out++] = 0xe0 | (code >> 12);
        } else {
          memory[out++] = 0xf0 | (code >> 18);
          memory[out++] = 0x80 | ((code >> 12) & 0x3f);
        }
        memory[out++] = 0x80 | ((code >> 6) & 0x3f);
      }
      memory[out++] = 0x80 | (code & 0x3f);
    }
    return out;
  }

  return { memory, find, encode };
}

module.exports = { make };
