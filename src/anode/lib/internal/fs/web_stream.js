'use strict';

// A FileHandle as a web stream of bytes.

const { PromisePrototypeThen, Uint8Array } = primordials;
const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const { validateBoolean, validateObject } = require('internal/validators');

const CHUNK = 16384;

function readableWebStream(handle, options, kRef, kUnref, kLocked) {
  if (handle.fd === -1) throw new ERR_INVALID_STATE('The FileHandle is closed');
  if (handle[kLocked]) throw new ERR_INVALID_STATE('The FileHandle is locked');
  validateObject(options, 'options');
  const { autoClose = false, type } = options;
  if (type !== undefined && type !== 'bytes') {
    process.emitWarning('A non-"bytes" options.type has no effect. A byte-oriented steam is always created.', 'ExperimentalWarning');
  }
  validateBoolean(autoClose, 'options.autoClose');
  handle[kLocked] = true;
  const { ReadableStream } = require('internal/webstreams/readablestream');
  let ended = false;
  const end = () => {
    if (ended) return undefined;
    ended = true;
    handle[kUnref]();
    return autoClose ? handle.close() : undefined;
  };
  const stream = new ReadableStream({
    type: 'bytes',
    autoAllocateChunkSize: CHUNK,
    async pull(controller) {
      const request = controller.byobRequest;
      const view = request.view;
      const target = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      let bytesRead;
      try {
        ({ bytesRead } = await handle.read(target, 0, target.byteLength));
      } catch (error) {
        await end();
        throw error;
      }
      if (bytesRead === 0) {
        controller.close();
        await end();
      }
      request.respond(bytesRead);
    },
    async cancel() {
      await end();
    },
  });
  handle[kRef]();
  // Closing the handle closes the stream.
  handle.once('close', () => {
    const { cancel } = require('internal/webstreams/readable_operations');
    PromisePrototypeThen(cancel(stream, undefined), undefined, () => {});
    end();
  });
  return stream;
}

module.exports = readableWebStream;
