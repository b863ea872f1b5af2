'use strict';

// `anode inspect`: starts a program, or attaches to one, and debugs it by commands.

const {
  ArrayPrototypeJoin, ArrayPrototypeMap, ArrayPrototypePop, ArrayPrototypeSlice, Number, Promise, Proxy, RegExpPrototypeExec,
  RegExpPrototypeSymbolSplit, StringPrototypeEndsWith, StringPrototypeIndexOf, StringPrototypeSlice,
} = primordials;

const EventEmitter = require('events');
const { codes: { ERR_DEBUGGER_STARTUP_ERROR } } = require('internal/errors');
const { Client } = require('internal/debugger/client');

const ATTEMPTS = 5;
const RETRY = 1000, PORT_RETRY = 150, PORT_PATIENCE = 3000;  // ms
const WRONG_ARGUMENTS = 9;
const LISTENING = /Debugger listening on ws:\/\/\[?(.+?)\]?:(\d+)\//;

const sleep = (ms) => new Promise((resolve) => require('timers').setTimeout(resolve, ms));

function usage(stream, invoked) {
  stream.write(`Usage: ${invoked} [--port=<port>] [<option> ...]
                      [<script> [<script-args>] | <host>:<port> | -p <pid>]

Starts a script under the debugger, or attaches to a program that listens for debuggers.

Options:
  --port=<port>         the port of the script's inspector (9229)
  <host>:<port>         attach to the inspector there
  -p <pid>              attach to the process of this number

docs/debugging.md describes the commands; \`help\` lists them.
`);
}

async function waitForPort(host, port) {
  if (port === 0) return;
  const end = primordials.DateNow() + PORT_PATIENCE;
  for (;;) {
    await sleep(PORT_RETRY);
    if (primordials.DateNow() > end) {
      throw new ERR_DEBUGGER_STARTUP_ERROR(`Timeout (${PORT_PATIENCE}) waiting for ${host}:${port} to be free`);
    }
    const code = await new Promise((resolve) => {
      const socket = require('net').connect(port, host);
      socket.on('error', (error) => resolve(error.code));
      socket.on('connect', () => {
        socket.end();
        resolve(undefined);
      });
    });
    if (code === 'ECONNREFUSED') return;
  }
}

// Starts the script; { child, host, port } when its inspector listens. `onOutput(text, stream)` gets what it writes.
async function launch(words, host, port, onOutput) {
  await waitForPort(host, port);
  const child = require('child_process').spawn(process.execPath, [`--inspect-brk=${port}`, ...words]);
  for (const stream of ['stdout', 'stderr']) {
    child[stream].setEncoding('utf8');
    child[stream].on('data', (text) => onOutput(text, stream));
  }
  let seen = '';
  return new Promise((resolve, reject) => {
    const fail = (message) => reject(new ERR_DEBUGGER_STARTUP_ERROR(message, { childStderr: seen }));
    const onExit = (code, signal) => {
      fail(`Target exited before the inspector was ready${signal !== null ? ` (${signal})` : ` (code ${code})`}`);
    };
    const onError = (error) => fail(error.message);
    const onText = (text) => {
      seen += text;
      const found = RegExpPrototypeExec(LISTENING, seen);
      if (found === null) return;
      child.stderr.removeListener('data', onText);
      child.removeListener('exit', onExit);
      child.removeListener('error', onError);
      resolve({ child, host: found[1], port: Number(found[2]) });
    };
    child.once('exit', onExit);
    child.once('error', onError);
    child.stderr.on('data', onText);
  });
}

// A domain of the protocol: its events, and a function for each command.
function domainOf(name, client) {
  return new Proxy(new EventEmitter(), {
    __proto__: null,
    get(target, key) {
      if (key in target || typeof key === 'symbol' || key === 'domain') return target[key];
      return (params) => client.ask(`${name}.${key}`, params);
    },
  });
}

class Inspector {
  domains = ['Debugger', 'HeapProfiler', 'Profiler', 'Runtime'];
  paused = true;
  child = null;
  repl = null;
  #unfinished = { __proto__: null, stdout: '', stderr: '' };  // lines

  constructor(options, stdin, stdout) {
    this.options = options;
    this.stdin = stdin;
    this.stdout = stdout;
    this.client = new Client();
    for (let i = 0; i < this.domains.length; i++) this[this.domains[i]] = domainOf(this.domains[i], this.client);
    this.client.on('event', (method, params) => {
      const dot = StringPrototypeIndexOf(method, '.');
      this[StringPrototypeSlice(method, 0, dot)]?.emit(StringPrototypeSlice(method, dot + 1), params);
    });
    process.on('exit', () => this.kill());
    const leave = () => process.exit(0);
    process.once('SIGTERM', leave);
    process.once('SIGHUP', leave);
    const { Commands } = require('internal/debugger/commands');
    const commands = new Commands(this);
    (async () => {
      try {
        await this.run();
        this.repl = await commands.start();
        this.repl.on('exit', leave);
        this.paused = false;
      } catch (error) {
        process.nextTick(() => { throw error; });
      }
    })();
  }

  // The prompt comes back when `work` is done.
  async suspendWhile(work) {
    this.repl?.pause();
    this.stdin.pause();
    this.paused = true;
    try {
      await work();
      this.paused = false;
      if (this.repl !== null) {
        this.repl.resume();
        this.repl.displayPrompt();
      }
      this.stdin.resume();
    } catch (error) {
      process.nextTick(() => { throw error; });
    }
  }

  kill() {
    this.client.reset();
    if (this.child === null) return;
    for (const stream of ['stdout', 'stderr']) this.child[stream].removeAllListeners('data');  // the new program's output is shown
    this.child.kill();
    this.child = null;
  }

  async run() {
    this.kill();
    const { script, scriptArgs } = this.options;
    let { host, port } = this.options;
    if (script !== null) {
      ({ child: this.child, host, port } =
        await launch([script, ...scriptArgs], host, port, (text, stream) => this.#printOutput(text, stream)));
    }
    this.print(`connecting to ${host}:${port} ..`, false);
    for (let i = 0; i < ATTEMPTS; i++) {
      this.stdout.write('.');
      try {
        await this.client.connect(port, host);
        this.stdout.write(' ok\n');
        return;
      } catch {
        await sleep(RETRY);
      }
    }
    this.stdout.write(' failed to connect, please retry\n');
    process.exit(1);
  }

  print(text, newline = false) {
    if (this.stdout.isTTY) {
      this.stdout.cursorTo(0);
      this.stdout.clearLine(1);
    } else {
      this.stdout.write('\b');
    }
    this.stdout.write(newline ? `${text}\n` : text);
  }

  #printOutput(text, stream) {
    const lines = RegExpPrototypeSymbolSplit(/\r\n|\r|\n/g, this.#unfinished[stream] + text);
    this.#unfinished[stream] = lines[lines.length - 1] === '' ? '' : ArrayPrototypePop(lines);
    if (lines.length === 0) return;
    const shown = ArrayPrototypeJoin(ArrayPrototypeMap(lines, (line) => `< ${line}`), '\n');
    this.print(shown, true);
    if (!this.paused) this.repl.displayPrompt(true);
    if (StringPrototypeEndsWith(shown, 'Waiting for the debugger to disconnect...\n< ')) this.kill();
  }
}

function readArguments(words) {
  const target = words[0];
  const rest = ArrayPrototypeSlice(words, 1);
  const place = RegExpPrototypeExec(/^([^:]+):(\d+)$/, target);
  if (place !== null) return { host: place[1], port: Number(place[2]), script: null, scriptArgs: rest };
  const port = RegExpPrototypeExec(/^--port=(\d+)$/, target);
  if (port !== null) return { host: '127.0.0.1', port: Number(port[1]), script: words[1], scriptArgs: ArrayPrototypeSlice(words, 2) };
  if (target !== '-p' || rest.length !== 1 || RegExpPrototypeExec(/^\d+$/, rest[0]) === null) {
    return { host: '127.0.0.1', port: 9229, script: target, scriptArgs: rest };
  }
  try {
    process._debugProcess(Number(rest[0]));
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
    process.stderr.write(`Target process: ${rest[0]} doesn't exist.\n`);
    process.exit(1);
  }
  return { host: '127.0.0.1', port: 9229, script: null, scriptArgs: rest };
}

function start() {
  const words = ArrayPrototypeSlice(process.argv, 2);
  const invoked = `${process.argv0} ${process.argv[1]}`;
  if (words.length === 0) {
    usage(process.stderr, invoked);
    process.exit(WRONG_ARGUMENTS);
  }
  if (words[0] === '--help' || words[0] === '-h') {
    usage(process.stdout, invoked);
    process.exit(0);
  }
  const inspector = new Inspector(readArguments(words), process.stdin, process.stdout);
  process.stdin.resume();
  process.on('uncaughtException', (error) => {
    if (error.code === 'ERR_DEBUGGER_STARTUP_ERROR') {
      process.stderr.write(`${error.message}\n`);
    } else {
      process.stderr.write(`The debugger has failed, which is an internal error: please report it.\n${error.message}\n${error.stack}\n`);
    }
    inspector.child?.kill();
    process.exit(1);
  });
}

module.exports = { start };
