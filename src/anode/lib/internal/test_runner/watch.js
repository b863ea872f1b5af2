'use strict';

// Watch mode: the tests of a file run again when it changes, or a file that it has loaded.

const {
  ArrayPrototypeFilter, ArrayPrototypeFind, ArrayPrototypeIncludes, PromisePrototypeThen, SafeMap, SafePromiseAllReturnVoid,
} = primordials;
const { findTestFiles } = require('internal/test_runner/files');
const { runFile } = require('internal/test_runner/file_test');
const { FilesWatcher } = require('internal/watch_mode/files_watcher');

const { hrtime: { bigint: hrtime } } = process;

class TestWatcher {
  children = new SafeMap();  // file -> its process
  #running = new SafeMap();  // file -> the promise of its end
  #files;
  #options;

  // `files` are those that run now. New files are looked for if none were named (`options.files`).
  constructor(files, options) {
    const { root: { harness }, signal, cwd } = options;
    this.#files = files;
    this.#options = options;
    this.watcher = new FilesWatcher({ __proto__: null, debounce: 200, mode: options.files ? 'filter' : 'all', signal });
    if (!options.files) this.watcher.watchPath(cwd);
    harness.watching = true;
    this.watcher.on('changed', ({ owners }) => this.#changed(owners));
    signal?.addEventListener('abort', () => this.#stop(), { __proto__: null, once: true });
  }

  #stop() {
    const { harness } = this.#options.root;
    harness.watching = false;
    this.#options.root.settle();
    harness.teardown();
  }

  // With isolation `none` all files run in one process.
  get #processes() {
    return this.#options.isolation === 'none' ? [null] : this.#files;
  }

  #changed(owners) {
    const { files, globPatterns, cwd, isolation } = this.#options;
    if (!files) {
      const before = this.#files;
      const now = this.#files = findTestFiles(globPatterns, cwd);
      const added = ArrayPrototypeFind(now, (file) => !ArrayPrototypeIncludes(before, file));
      const removed = ArrayPrototypeFind(before, (file) => !ArrayPrototypeIncludes(now, file));
      if (added !== undefined) owners.add(added);
      else if (removed !== undefined) return;  // nothing is left to run
    }
    if (isolation === 'none') {
      if (owners.size > 0) this.#restart([null]);
      return;
    }
    this.watcher.unfilterFilesOwnedBy(owners);
    const affected = ArrayPrototypeFilter(this.#files, (file) => owners.has(file));
    if (affected.length > 0) this.#restart(affected);
  }

  #restart(files) {
    const { root } = this.#options;
    root.reporter.send('test:watch:restarted', undefined);
    root.startTime = hrtime();
    root.endTime = null;
    PromisePrototypeThen(SafePromiseAllReturnVoid(files, (file) => this.#rerun(file)), undefined, (error) => {
      require('internal/process/execution').onUncaughtException(error, true);
    });
  }

  async #rerun(file) {
    const child = this.children.get(file);
    if (child !== undefined) {
      child.kill();
      await this.#running.get(file);
    }
    await this.#run(file);
  }

  async #run(file) {
    const { root, isolation } = this.#options;
    const ended = runFile(file, this.#options, isolation === 'none' ? this.#files : [file], this);
    this.#running.set(file, ended);
    try {
      await ended;
    } finally {
      this.children.delete(file);
      this.#running.delete(file);
    }
    if (this.#running.size > 0) return;
    root.reporter.send('test:watch:drained', undefined);
    root.settle();
  }

  // The first run.
  async start() {
    const processes = this.#processes;
    await SafePromiseAllReturnVoid(processes, (file) => this.#run(file));
    if (processes.length === 0) this.#options.root.reporter.send('test:watch:drained', undefined);
  }

  // A process has been started for `file`.
  started(file, child) {
    this.children.set(file, child);
    // One process of all files: each file that it loads concerns it.
    this.watcher.watchChildProcessModules(child, file);
  }
}

module.exports = { TestWatcher };
