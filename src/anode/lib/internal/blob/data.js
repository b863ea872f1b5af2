'use strict';

// The data of a Blob: pieces of memory and of files. Pieces never change, and slices share them.

const {
  ArrayPrototypeMap,
  ArrayPrototypePush,
  MathMax,
  MathMin,
  TypedArrayPrototypeSet,
  TypedArrayPrototypeSubarray,
  Uint8Array,
} = primordials;

const { lazyDOMException } = require('internal/per_context/lazy_domexception');
const { kClone, kDeserialize, markReference } = require('internal/worker/js_transferable');

const CHUNK = 64 * 1024;

class MemoryPiece {
  constructor(bytes) {
    this.bytes = bytes;
    this.length = bytes.length;
  }

  slice(start, end) {
    return new MemoryPiece(TypedArrayPrototypeSubarray(this.bytes, start, end));
  }

  async read(start, end) {
    return new Uint8Array(TypedArrayPrototypeSubarray(this.bytes, start, end));
  }
}

// A range of a file. It can be read while the file is as it was when the Blob was made.
class FilePiece {
  constructor(path, stamp, start, end) {
    this.path = path;
    this.stamp = stamp;
    this.start = start;
    this.length = end - start;
  }

  slice(start, end) {
    return new FilePiece(this.path, this.stamp, this.start + start, this.start + end);
  }

  async read(start, end) {
    let file;
    try {
      file = await require('fs').promises.open(this.path, 'r');
      const stat = await file.stat();
      if (stat.size !== this.stamp.size || stat.mtimeMs !== this.stamp.mtimeMs) throw notReadable();
      const bytes = new Uint8Array(end - start);
      let at = 0;
      while (at < bytes.length) {
        const { bytesRead } = await file.read(bytes, at, bytes.length - at, this.start + start + at);
        if (bytesRead === 0) throw notReadable();
        at += bytesRead;
      }
      return bytes;
    } catch {
      throw notReadable();
    } finally {
      await file?.close();
    }
  }
}

function notReadable() {
  return lazyDOMException('The blob could not be read', 'NotReadableError');
}

class BlobData {
  constructor(pieces) {
    markReference(this);  // clones of the Blob share it
    this.pieces = pieces;
    this.length = 0;
    for (let i = 0; i < pieces.length; i++) this.length += pieces[i].length;
  }

  static fromFile(path) {
    const { size, mtimeMs } = require('fs').statSync(path);
    return new BlobData([new FilePiece(path, { size, mtimeMs }, 0, size)]);
  }

  slice(start, end) {
    const pieces = [];
    let at = 0;
    for (let i = 0; i < this.pieces.length && at < end; i++) {
      const piece = this.pieces[i];
      const from = MathMax(start - at, 0);
      const to = MathMin(end - at, piece.length);
      if (from < to) ArrayPrototypePush(pieces, from === 0 && to === piece.length ? piece : piece.slice(from, to));
      at += piece.length;
    }
    return new BlobData(pieces);
  }

  // Another isolate gets a copy of the list.
  [kClone]() {
    return { data: ArrayPrototypeMap(this.pieces, (piece) => ({ ...piece })), deserializeInfo: 'internal/blob/data:BlobData' };
  }

  static [kDeserialize](pieces) {
    return new BlobData(ArrayPrototypeMap(pieces, ({ bytes, path, stamp, start, length }) => (
      bytes !== undefined ? new MemoryPiece(bytes) : new FilePiece(path, stamp, start, start + length)
    )));
  }

  /** Returns a function that gives the next chunk with each call, and undefined after the last. */
  reader() {
    const { pieces } = this;
    let index = 0;
    let at = 0;
    return async () => {
      while (index < pieces.length && at >= pieces[index].length) {
        if (pieces[index].length === 0) await pieces[index].read(0, 0);  // throws if the file is no longer empty
        index++;
        at = 0;
      }
      if (index >= pieces.length) return undefined;
      const from = at;
      at = MathMin(from + CHUNK, pieces[index].length);
      return await pieces[index].read(from, at);
    };
  }

  async bytes() {
    const result = new Uint8Array(this.length);
    let at = 0;
    for (let i = 0; i < this.pieces.length; i++) {
      const piece = this.pieces[i];
      TypedArrayPrototypeSet(result, piece instanceof MemoryPiece ? piece.bytes : await piece.read(0, piece.length), at);
      at += piece.length;
    }
    return result;
  }
}

module.exports = { BlobData, MemoryPiece };
