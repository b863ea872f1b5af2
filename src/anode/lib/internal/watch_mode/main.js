'use strict';

// `--watch`: the program runs in a process of its own, and starts anew when a file of it changes.

const {
  ArrayPrototypeForEach, ArrayPrototypeIncludes, ArrayPrototypeJoin, ArrayPrototypePush, ArrayPrototypeSlice, ArrayPrototypeSome,
  SafeArrayIterator, StringPrototypeStartsWith,
} = primordials;
const { once } = require('events');
const { getOptionValue } = require('internal/options');
const path = require('internal/path/posix');
const colors = require('internal/util/colors');
const { inspect } = require('internal/util/inspect');

const OWN = ['--watch', '--watch-preserve-output'];
const OWN_WITH_VALUE = ['--watch-path', '--watch-kill-signal'];
const WAITING = 'Waiting for file changes before restarting...';
const PATIENCE_MS = 1000;

// The options of the program.
function withoutOwn(args) {
  const found = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (ArrayPrototypeIncludes(OWN, arg)) continue;
    if (ArrayPrototypeIncludes(OWN_WITH_VALUE, arg)) {
      i++;
      continue;
    }
    if (!ArrayPrototypeSome(OWN_WITH_VALUE, (name) => StringPrototypeStartsWith(arg, `${name}=`))) ArrayPrototypePush(found, arg);
  }
  return found;
}

class Watched {
  #args;
  #shown;
  #killSignal;
  #paths;
  #watcher;
  #child;
  #running = false;
  #restarting;

  constructor(command) {
    colors.refresh();
    this.#args = [...new SafeArrayIterator(withoutOwn(process.execArgv)), ...new SafeArrayIterator(command)];
    this.#shown = inspect(ArrayPrototypeJoin(command, ' '));
    this.#killSignal = require('internal/process/signal_names').convertToValidSignal(getOptionValue('--watch-kill-signal') ?? 'SIGTERM');
    this.#paths = getOptionValue('--watch-path') ?? [];
  }

  start() {
    const { FilesWatcher } = require('internal/watch_mode/files_watcher');
    const all = this.#paths.length > 0;
    this.#watcher = new FilesWatcher({ __proto__: null, debounce: 200, mode: all ? 'all' : 'filter' });
    ArrayPrototypeForEach(this.#paths, (name) => this.#watcher.watchPath(path.resolve(name)));
    this.#watcher.on('changed', () => this.#restart());
    for (const name of ['SIGTERM', 'SIGINT']) process.on(name, () => this.#leave(name));
    process.on('SIGUSR1', () => {});  // a debugger is for the program
    if (process.send !== undefined) {
      process.on('message', (message) => { if (this.#child.connected) this.#child.send(message); });
      process.on('disconnect', () => {});
    }
    this.#spawn();
  }

  #spawn() {
    const { spawn } = require('child_process');
    const child = this.#child = spawn(process.execPath, this.#args, {
      __proto__: null, stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { __proto__: null, ...process.env, WATCH_REPORT_DEPENDENCIES: '1' },
    });
    this.#running = true;
    if (this.#paths.length === 0) this.#watcher.watchChildProcessModules(child);
    for (const option of ['--env-file', '--env-file-if-exists']) {
      ArrayPrototypeForEach(getOptionValue(option) ?? [], (file) => this.#watcher.filterFile(path.resolve(file)));
    }
    child.on('message', (message) => {
      if (message?.['watch:require'] === undefined && message?.['watch:import'] === undefined) process.send?.(message);
    });
    child.once('exit', (code) => {
      this.#running = false;
      const text = code === 0 ? `${colors.blue}Completed running` : `${colors.red}Failed running`;
      this.#write(`${text} ${this.#shown}. ${WAITING}${colors.white}\n`);
    });
  }

  #write(text) {
    process.stdout.write(text);
  }

  #restart() {
    this.#restarting ??= this.#stopAndSpawn();
  }

  async #stopAndSpawn() {
    if (!getOptionValue('--watch-preserve-output')) this.#write(colors.clear);
    this.#write(`${colors.green}Restarting ${this.#shown}${colors.white}\n`);
    let late = false;
    const { clearTimeout, setTimeout } = require('timers');
    const timer = setTimeout(() => {
      late = true;
      this.#write(`${colors.blue}Waiting for graceful termination...${colors.white}\n`);
    }, PATIENCE_MS);
    await this.#kill(this.#killSignal);
    clearTimeout(timer);
    if (late) this.#write(`${colors.green}Gracefully terminated ${this.#shown}${colors.white}\n`);
    this.#watcher.clearFileFilters();
    this.#restarting = undefined;
    this.#spawn();
  }

  async #kill(signal) {
    const child = this.#child;
    child.removeAllListeners('exit');
    child.on('error', () => {});
    if (!this.#running) return undefined;
    const ended = once(child, 'exit');
    child.kill(signal);
    const { 0: code } = await ended;
    this.#running = false;
    return code;
  }

  async #leave(signal) {
    this.#watcher.clear();
    const code = await this.#kill(signal);
    process.exit(code ?? 0);
  }
}

function start() {
  new Watched(ArrayPrototypeSlice(process.argv, 1)).start();
}

module.exports = { start };
