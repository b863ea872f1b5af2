'use strict';

// The `stdio` option: the kind of each of a child's descriptors.

const { ArrayIsArray, ArrayPrototypePush, ArrayPrototypeSlice } = primordials;

const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_SYNC_FORK_INPUT, ERR_IPC_ONE_PIPE, ERR_IPC_SYNC_FORK } } = require('internal/errors');
const { isArrayBufferView } = require('internal/util/types');
const { StreamHandle } = require('internal/stream_handle');

function stdioStringToArray(stdio, channel) {
  const options = [];
  switch (stdio) {
    case 'ignore':
    case 'overlapped':
    case 'pipe': ArrayPrototypePush(options, stdio, stdio, stdio); break;
    case 'inherit': ArrayPrototypePush(options, 0, 1, 2); break;
    default: throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
  }
  if (channel) ArrayPrototypePush(options, channel);
  return options;
}

const isNumber = (value) => typeof value === 'number' && value >= 0;
const isHandle = (value) => value instanceof StreamHandle;

// The handle itself, or the handle of a stream.
function handleOf(stream) {
  if (isHandle(stream)) return stream;
  if (isHandle(stream?.handle)) return stream.handle;
  if (isHandle(stream?._handle)) return stream._handle;
  return undefined;
}

// Returns a list of { type: 'pipe' | 'ignore' | 'inherit' | 'fd' | 'wrap', … }, and the entry of the channel, if there is one.
function getValidStdio(stdio, sync) {
  let ipc;
  let ipcFd;
  if (typeof stdio === 'string') stdio = stdioStringToArray(stdio);
  else if (!ArrayIsArray(stdio)) throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
  else stdio = ArrayPrototypeSlice(stdio);
  while (stdio.length < 3) ArrayPrototypePush(stdio, undefined);

  const result = [];
  for (let i = 0; i < stdio.length; i++) {
    const entry = stdio[i] ?? (i < 3 ? 'pipe' : 'ignore');
    if (entry === 'ignore') {
      result[i] = { type: 'ignore' };
    } else if (entry === 'pipe' || entry === 'overlapped' || (typeof entry === 'number' && entry < 0)) {
      result[i] = { type: 'pipe', readable: i === 0, writable: i !== 0 };
    } else if (entry === 'ipc') {
      if (sync) throw new ERR_IPC_SYNC_FORK();
      if (ipc !== undefined) throw new ERR_IPC_ONE_PIPE();
      ipc = result[i] = { type: 'pipe', ipc: true };
      ipcFd = i;
    } else if (entry === 'inherit') {
      result[i] = { type: 'inherit', fd: i };
    } else if (isNumber(entry) || typeof entry.fd === 'number') {
      result[i] = { type: 'fd', fd: typeof entry === 'number' ? entry : entry.fd };
    } else if (handleOf(entry) !== undefined) {
      result[i] = { type: 'wrap', handle: handleOf(entry), _stdio: entry };
    } else if (isArrayBufferView(entry) || typeof entry === 'string') {
      if (!sync) throw new ERR_INVALID_SYNC_FORK_INPUT(require('internal/util/inspect').inspect(entry));
      result[i] = { type: 'pipe', readable: i === 0, writable: i !== 0, input: entry };
    } else {
      throw new ERR_INVALID_ARG_VALUE('stdio', entry);
    }
  }
  return { stdio: result, ipc, ipcFd };
}

// An entry as bindings/child_process/child_process.py takes it.
function kindOf(entry) {
  switch (entry.type) {
    case 'ignore': return 'ignore';
    case 'pipe': return entry.ipc ? 'ipc' : 'pipe';
    case 'wrap': return binding('net/stream').file_descriptor(entry.handle.id);
    default: return entry.fd;
  }
}

module.exports = { getValidStdio, kindOf, stdioStringToArray };
