'use strict';

const {
  ArrayIsArray, ArrayPrototypeConcat, ArrayPrototypeIndexOf, ArrayPrototypeJoin, ArrayPrototypePush, ArrayPrototypeSlice,
  ArrayPrototypeSplice, ObjectAssign, ObjectDefineProperty, Promise, SafeArrayIterator, StringPrototypeSlice, SymbolDispose,
  TypedArrayPrototypeSlice,
} = primordials;

const {
  AbortError, codes: { ERR_CHILD_PROCESS_IPC_REQUIRED, ERR_CHILD_PROCESS_STDIO_MAXBUFFER, ERR_INVALID_ARG_TYPE }, genericNodeError,
} = require('internal/errors');
const { getSystemErrorName } = require('internal/errors/uv');
const { promisify } = require('internal/util/promisify');
const { isArrayBufferView } = require('internal/util/types');
const { validateAbortSignal, validateObject } = require('internal/validators');
const { clearTimeout, setTimeout } = require('timers');
const child = require('internal/child_process');
const {
  MAX_BUFFER, getValidatedPath, normalizeExecArgs, normalizeExecFileArgs, normalizeSpawnArguments, sanitizeKillSignal,
  validateArgumentNullCheck, validateArgumentsNullCheck, validateMaxBuffer, validateTimeout,
} = require('internal/child_process/options');
const { stdioStringToArray } = require('internal/child_process/stdio');

const { ChildProcess, getValidStdio } = child;

// ---- spawn ----

function abortChild(subprocess, killSignal, reason) {
  if (!subprocess) return;
  try {
    if (subprocess.kill(killSignal)) subprocess.emit('error', new AbortError(undefined, { cause: reason }));
  } catch (error) {
    subprocess.emit('error', error);
  }
}

function spawn(file, args, options) {
  options = normalizeSpawnArguments(file, args, options);
  validateTimeout(options.timeout);
  validateAbortSignal(options.signal, 'options.signal');
  const killSignal = sanitizeKillSignal(options.killSignal);
  const subprocess = new ChildProcess();
  subprocess.spawn(options);

  if (options.timeout > 0) {
    let timer = setTimeout(() => {
      if (timer === null) return;
      try {
        subprocess.kill(killSignal);
      } catch (error) {
        subprocess.emit('error', error);
      }
      timer = null;
    }, options.timeout);
    subprocess.once('exit', () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    });
  }

  const { signal } = options;
  if (signal) {
    const onAbort = () => abortChild(subprocess, killSignal, signal.reason);
    if (signal.aborted) {
      process.nextTick(onAbort);
    } else {
      const { addAbortListener } = require('internal/events/abort_listener');
      const disposable = addAbortListener(signal, onAbort);
      subprocess.once('exit', disposable[SymbolDispose]);
    }
  }
  return subprocess;
}

// ---- fork ----

function fork(modulePath, args, options) {
  modulePath = getValidatedPath(modulePath, 'modulePath');
  if (args == null) {
    args = [];
  } else if (typeof args === 'object' && !ArrayIsArray(args)) {
    options = args;
    args = [];
  } else {
    if (!ArrayIsArray(args)) throw new ERR_INVALID_ARG_TYPE('args', 'Array', args);
    args = ArrayPrototypeSlice(args);
  }
  if (options != null) validateObject(options, 'options');
  options = { __proto__: null, ...options, shell: false };
  options.execPath ||= process.execPath;
  validateArgumentNullCheck(options.execPath, 'options.execPath');

  let execArgv = options.execArgv || process.execArgv;
  validateArgumentsNullCheck(execArgv, 'options.execArgv');
  if (execArgv === process.execArgv && process._eval != null) {
    // The text of -e belongs to this process alone: the child runs a file.
    const index = ArrayPrototypeIndexOf(execArgv, process._eval);
    if (index > 0) {
      execArgv = ArrayPrototypeSlice(execArgv);
      ArrayPrototypeSplice(execArgv, index - 1, 2);
    }
  }
  args = ArrayPrototypeConcat(execArgv, [modulePath], args);

  if (typeof options.stdio === 'string') {
    options.stdio = stdioStringToArray(options.stdio, 'ipc');
  } else if (!ArrayIsArray(options.stdio)) {
    options.stdio = stdioStringToArray(options.silent ? 'pipe' : 'inherit', 'ipc');
  } else if (ArrayPrototypeIndexOf(options.stdio, 'ipc') === -1) {
    throw new ERR_CHILD_PROCESS_IPC_REQUIRED('options.stdio');
  }
  return spawn(options.execPath, args, options);
}

// ---- exec ----

function exec(command, options, callback) {
  const normalized = normalizeExecArgs(command, options, callback);
  return execFile(normalized.file, normalized.options, normalized.callback);
}

function execFile(file, args, options, callback) {
  ({ file, args, options, callback } = normalizeExecFileArgs(file, args, options, callback));
  options = {
    __proto__: null, encoding: 'utf8', timeout: 0, maxBuffer: MAX_BUFFER, killSignal: 'SIGTERM', cwd: null, env: null,
    shell: false, ...options,
  };
  validateTimeout(options.timeout);
  validateMaxBuffer(options.maxBuffer);
  options.killSignal = sanitizeKillSignal(options.killSignal);

  const subprocess = spawn(file, args, {
    cwd: options.cwd,
    env: options.env,
    gid: options.gid,
    shell: options.shell,
    signal: options.signal,
    uid: options.uid,
    windowsHide: !!options.windowsHide,
    windowsVerbatimArguments: !!options.windowsVerbatimArguments,
    argv0: options.argv0,
  });

  const { Buffer } = require('buffer');
  const encoding = options.encoding !== 'buffer' && Buffer.isEncoding(options.encoding) ? options.encoding : null;
  let timer;
  let killed = false;
  let exited = false;
  let failure = null;
  const command = args?.length ? `${file} ${ArrayPrototypeJoin(args, ' ')}` : file;

  const collect = (stream, name) => {
    const chunks = [];
    let length = 0;
    if (stream) {
      if (encoding) stream.setEncoding(encoding);
      stream.on('data', (chunk) => {
        // With an encoding, the limit counts the bytes of the text, and the text is cut by characters.
        const decoder = stream.readableEncoding;
        const size = decoder ? Buffer.byteLength(chunk, decoder) : chunk.length;
        length += size;
        if (length > options.maxBuffer) {
          const room = options.maxBuffer - (length - size);
          ArrayPrototypePush(chunks, decoder ? StringPrototypeSlice(chunk, 0, room) : TypedArrayPrototypeSlice(chunk, 0, room));
          failure = new ERR_CHILD_PROCESS_STDIO_MAXBUFFER(name);
          kill();
        } else {
          ArrayPrototypePush(chunks, chunk);
        }
      });
    }
    return () => (encoding || stream?.readableEncoding ? ArrayPrototypeJoin(chunks, '') : Buffer.concat(chunks));
  };

  const finish = (code, signal) => {
    if (exited) return;
    exited = true;
    if (timer) {
      clearTimeout(timer);
      timer = null;
    }
    if (!callback) return;
    const stdout = out();
    const stderr = err();
    if (!failure && code === 0 && signal === null) {
      callback(null, stdout, stderr);
      return;
    }
    if (!failure) {
      failure = genericNodeError(`Command failed: ${command}\n${stderr}`, {
        code: code < 0 ? getSystemErrorName(code) : code,
        killed: subprocess.killed || killed,
        signal,
      });
    }
    failure.cmd = command;
    callback(failure, stdout, stderr);
  };

  const fail = (error) => {
    failure = error;
    subprocess.stdout?.destroy();
    subprocess.stderr?.destroy();
    finish();
  };

  const kill = () => {
    subprocess.stdout?.destroy();
    subprocess.stderr?.destroy();
    killed = true;
    try {
      subprocess.kill(options.killSignal);
    } catch (error) {
      failure = error;
      finish();
    }
  };

  if (options.timeout > 0) {
    timer = setTimeout(() => {
      kill();
      timer = null;
    }, options.timeout);
  }

  const out = collect(subprocess.stdout, 'stdout');
  const err = collect(subprocess.stderr, 'stderr');
  subprocess.addListener('close', finish);
  subprocess.addListener('error', fail);
  return subprocess;
}

const promised = (original) => {
  const run = (...args) => {
    let resolve;
    let reject;
    const promise = new Promise((yes, no) => { resolve = yes; reject = no; });
    promise.child = original(...new SafeArrayIterator(args), (error, stdout, stderr) => {
      if (error !== null) {
        error.stdout = stdout;
        error.stderr = stderr;
        reject(error);
      } else {
        resolve({ stdout, stderr });
      }
    });
    return promise;
  };
  ObjectDefineProperty(run, 'name', { __proto__: null, value: original.name });
  return run;
};
for (const original of new SafeArrayIterator([exec, execFile])) {
  ObjectDefineProperty(original, promisify.custom, { __proto__: null, enumerable: false, value: promised(original) });
}

// ---- the synchronous ones ----

function spawnSync(file, args, options) {
  options = { __proto__: null, maxBuffer: MAX_BUFFER, ...normalizeSpawnArguments(file, args, options) };
  validateTimeout(options.timeout);
  validateMaxBuffer(options.maxBuffer);
  options.killSignal = sanitizeKillSignal(options.killSignal);
  options.stdio = getValidStdio(options.stdio || 'pipe', true).stdio;
  if (options.input) {
    const stdin = options.stdio[0] = { ...options.stdio[0] };
    stdin.input = options.input;
  }
  for (let i = 0; i < options.stdio.length; i++) {
    const input = options.stdio[i]?.input;
    if (input == null) continue;
    if (!isArrayBufferView(input) && typeof input !== 'string') {
      throw new ERR_INVALID_ARG_TYPE(`options.stdio[${i}]`, ['Buffer', 'TypedArray', 'DataView', 'string'], input);
    }
  }
  return child.spawnSync(options);
}

function checkExecSyncError(result, args, command) {
  let { error } = result;
  if (error) {
    ObjectAssign(error, result);
    return error;
  }
  if (result.status === 0) return undefined;
  let message = `Command failed: ${command ?? ArrayPrototypeJoin(args, ' ')}`;
  if (result.stderr && result.stderr.length > 0) message += `\n${result.stderr.toString()}`;
  error = genericNodeError(message, result);
  return error;
}

function execFileSync(file, args, options) {
  ({ file, args, options } = normalizeExecFileArgs(file, args, options));
  const inheritStderr = !options.stdio;
  const result = spawnSync(file, args, options);
  if (inheritStderr && result.stderr) process.stderr.write(result.stderr);
  const error = checkExecSyncError(result, ArrayPrototypeConcat([options.argv0 || file], args));
  if (error) throw error;
  return result.stdout;
}

function execSync(command, options) {
  const normalized = normalizeExecArgs(command, options, null);
  const inheritStderr = !normalized.options.stdio;
  const result = spawnSync(normalized.file, normalized.options);
  if (inheritStderr && result.stderr) process.stderr.write(result.stderr);
  const error = checkExecSyncError(result, undefined, command);
  if (error) throw error;
  return result.stdout;
}

module.exports = { _forkChild, ChildProcess, exec, execFile, execFileSync, execSync, fork, spawn, spawnSync };

function _forkChild(fd, serializationMode) {
  require('internal/child_process/channel').openParent(fd, serializationMode);
}
