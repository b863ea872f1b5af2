'use strict';

// compose(a, b, c): one Duplex, written to at `a` and read from at `c`.

const { ArrayPrototypeSlice, PromisePrototypeThen } = primordials;

const { AbortError, codes: { ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS } } = require('internal/errors');
const { destroyer } = require('internal/streams/destroy');
const Duplex = require('internal/streams/duplex');
const { eos } = require('internal/streams/end-of-stream');
const { pipeline } = require('internal/streams/pipeline');
const { isNodeStream, isReadableStream, isTransformStream, isWebStream, isWritableStream } = require('internal/streams/kinds');
const { isReadable, isWritable } = require('internal/streams/progress');

const canRead = (stream) => !!(isReadable(stream) || isReadableStream(stream) || isTransformStream(stream));
const canWrite = (stream) => !!(isWritable(stream) || isWritableStream(stream) || isTransformStream(stream));

module.exports = function compose(...streams) {
  if (streams.length === 0) throw new ERR_MISSING_ARGS('streams');
  if (streams.length === 1) return Duplex.from(streams[0]);

  const given = ArrayPrototypeSlice(streams);
  const end = streams.length - 1;
  if (typeof streams[0] === 'function') streams[0] = Duplex.from(streams[0]);
  if (typeof streams[end] === 'function') streams[end] = Duplex.from(streams[end]);
  for (let i = 0; i <= end; i++) {
    const stream = streams[i];
    if (!isNodeStream(stream) && !isWebStream(stream)) continue;  // a function in the middle
    if (i < end && !canRead(stream)) throw new ERR_INVALID_ARG_VALUE(`streams[${i}]`, given[i], 'must be readable');
    if (i > 0 && !canWrite(stream)) throw new ERR_INVALID_ARG_VALUE(`streams[${i}]`, given[i], 'must be writable');
  }

  let onDrain = null;
  let onFinish = null;
  let onClose;  // undefined until the pipeline is through or the Duplex destroyed, then null or a callback

  const head = streams[0];
  const tail = pipeline(streams, (err) => {
    const callback = onClose;
    onClose = null;
    if (callback) callback(err);
    else if (err) duplex.destroy(err);
    else if (!readable && !writable) duplex.destroy();
  });
  const writable = canWrite(head);
  const readable = canRead(tail);
  const duplex = new Duplex({
    writableObjectMode: !!head?.writableObjectMode,
    readableObjectMode: !!tail?.readableObjectMode,
    writable,
    readable,
  });

  function writeToNode() {
    duplex._write = (chunk, encoding, callback) => {
      if (head.write(chunk, encoding)) callback();
      else onDrain = callback;
    };
    duplex._final = (callback) => {
      head.end();
      onFinish = callback;
    };
    head.on('drain', () => {
      const callback = onDrain;
      onDrain = null;
      callback?.();
    });
  }

  function writeToWeb() {
    const writer = (isTransformStream(head) ? head.writable : head).getWriter();
    const ignore = () => {};  // its errors come through the pipeline
    duplex._write = async (chunk, encoding, callback) => {
      try {
        await writer.ready;
        PromisePrototypeThen(writer.write(chunk), undefined, ignore);
        callback();
      } catch (err) {
        callback(err);
      }
    };
    duplex._final = async (callback) => {
      try {
        await writer.ready;
        PromisePrototypeThen(writer.close(), undefined, ignore);
        onFinish = callback;
      } catch (err) {
        callback(err);
      }
    };
  }

  function readFromNode() {
    duplex._read = () => tail.resume();
    tail.on('data', (chunk) => {
      if (!duplex.push(chunk)) tail.pause();
    });
    tail.on('end', () => duplex.push(null));
  }

  function readFromWeb() {
    const reader = (isTransformStream(tail) ? tail.readable : tail).getReader();
    duplex._read = async () => {
      try {
        while (true) {
          const { value, done } = await reader.read();
          if (done) {
            duplex.push(null);
            return;
          }
          if (!duplex.push(value)) return;
        }
      } catch {
        // Its errors come through the pipeline.
      }
    };
  }

  if (writable) {
    if (isNodeStream(head)) writeToNode();
    else if (isWebStream(head)) writeToWeb();
    eos(isTransformStream(tail) ? tail.readable : tail, () => {
      const callback = onFinish;
      onFinish = null;
      callback?.();
    });
  }
  if (readable) {
    if (isNodeStream(tail)) readFromNode();
    else if (isWebStream(tail)) readFromWeb();
  }

  duplex._destroy = (err, callback) => {
    if (!err && onClose !== null) err = new AbortError();
    onDrain = null;
    onFinish = null;
    if (isNodeStream(tail)) destroyer(tail, err);
    if (onClose === null) callback(err);
    else onClose = callback;
  };
  return duplex;
};
