'use strict';

// The commands of `anode inspect`: the variables and functions of its prompt.

const {
  ArrayPrototypeFilter, ArrayPrototypeIndexOf, ArrayPrototypeJoin, ArrayPrototypeMap, ArrayPrototypePush, ArrayPrototypeSlice,
  ArrayPrototypeSplice, JSONStringify, ObjectAssign, ObjectDefineProperty, ObjectGetOwnPropertyDescriptor, ObjectKeys, ObjectValues,
  Promise, PromisePrototypeThen, PromiseWithResolvers, RegExpPrototypeExec, SafePromiseAll, StringPrototypeIncludes,
  StringPrototypeReplaceAll, StringPrototypeTrim,
} = primordials;

const { codes: { ERR_DEBUGGER_ERROR } } = require('internal/errors');
const { inspect } = require('internal/util/inspect');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { validateNumber, validateString } = require('internal/validators');
const { Breakpoints } = require('internal/debugger/breakpoints');
const { Snippet, isBuiltin, padded, shortPath } = require('internal/debugger/places');
const { Scope, fromEvaluation } = require('internal/debugger/values');

const SHORT = {
  cont: 'c', next: 'n', step: 's', out: 'o', backtrace: 'bt', setBreakpoint: 'sb', clearBreakpoint: 'cb', run: 'r', exec: 'p',
};
const HELP = `
run, restart, r       Start the program, again or anew, or reconnect
kill                  End the program, or disconnect

cont, c               Go on
next, n               Go on to the next line of this function
step, s               Go on into a function
out, o                Go on until this function has returned
pause                 Pause where the program is
backtrace, bt         The calls that have led here
list, list(5)         The source around this line
setContextLineNumber(n)
                      How many lines around a stop are shown
setBreakpoint, sb     Set a breakpoint: sb() here, sb(line), sb('fn()'), sb('script.js', line, condition)
clearBreakpoint, cb   Remove one: cb('script.js', line)
breakpoints           List them
breakOnException      Pause where any exception is thrown
breakOnUncaught       Pause where one is thrown that nothing catches
breakOnNone           Pause at no exception (the default)

watch(expr)           Show the value of an expression at each stop
unwatch(expr), unwatch(index)
                      Show it no more
watchers              The expressions and their values

exec(expr), p(expr), exec expr, p expr
                      Evaluate an expression and show the value
repl                  A prompt that works like exec

scripts, scripts(true)
                      The scripts that are loaded, with built-in ones
profile, profileEnd   Start and stop a CPU profile
profiles              Those that are complete; profiles[n].save(file = 'node.cpuprofile')
takeHeapSnapshot(file = 'node.heapsnapshot')
                      Write a heap snapshot
`;

class Frame {
  #commands;

  constructor(description, commands) {
    ObjectAssign(this, description);
    this.#commands = commands;
  }

  loadScopes() {
    const { Runtime } = this.#commands.inspector;
    const scopes = ArrayPrototypeFilter(this.scopeChain, ({ type }) => type !== 'global');
    return SafePromiseAll(scopes, async (scope) => {
      const { result } = await Runtime.getProperties({ objectId: scope.object.objectId, generatePreview: true });
      return new Scope(scope, result);
    });
  }

  list(around = 5) { return this.#commands.snippet(this.location, around); }
}

class Backtrace extends primordials.Array {}

class Profile {
  constructor(data, print) {
    this.data = data;
    ObjectDefineProperty(this, 'print', { __proto__: null, value: print, enumerable: false });
  }

  [customInspectSymbol](depth, { stylize }) {
    return stylize(`[Profile ${this.data.endTime - this.data.startTime}\u03bcs]`, 'special');
  }

  save(file = 'node.cpuprofile') {
    const path = require('internal/path/posix').resolve(file);
    require('fs').writeFileSync(path, JSONStringify(this.data));
    this.print(`Saved profile to ${path}`);
  }
}

class Commands {
  scripts = { __proto__: null };   // by id
  #frames = null;
  #frame = null;
  #around = 2;
  #exceptions = 'none';
  #watched = [];
  #profiles = [];
  #last;              // the command that an empty line repeats
  #leaveRepl = null;
  #snapshot = null;
  #firstStop;         // shown before the first prompt
  #expectsFirstStop = false;

  constructor(inspector) {
    this.inspector = inspector;
    this.breakpoints = new Breakpoints(this);
    this.print = (value, newline = true) => inspector.print(typeof value === 'string' ? value : this.#show(value), newline);
    const { Debugger, Profiler } = inspector;
    Debugger.on('paused', (event) => this.#onPaused(event));
    Debugger.on('resumed', () => this.#onResumed());
    Debugger.on('breakpointResolved', (event) => this.breakpoints.resolved(event));
    Debugger.on('scriptParsed', (script) => {
      if (script.url) this.scripts[script.scriptId] = { isNative: isBuiltin(script.url), ...script };
    });
    Profiler.on('consoleProfileFinished', ({ profile }) => {
      this.#addProfile({ profile });
      this.print(`Captured new CPU profile.\nAccess it with profiles[${this.#profiles.length - 1}]`);
    });
  }

  #show(value) { return inspect(value, { __proto__: null, colors: this.inspector.stdout.isTTY }); }

  // ---- where the program is ----

  location() {
    if (this.#frame === null) throw new ERR_DEBUGGER_ERROR('Requires execution to be paused');
    return this.#frame.location;
  }

  async snippet(location, around) {
    const { scriptId } = location;
    const { scriptSource } = await this.inspector.Debugger.getScriptSource({ scriptId });
    return new Snippet(location, around, scriptSource, (line) => this.breakpoints.has(scriptId, line));
  }

  #onResumed() { this.#frames = this.#frame = null; }

  #onPaused({ callFrames, reason }) {
    const { inspector } = this;
    if (process.env.NODE_INSPECT_RESUME_ON_START === '1' && reason === 'Break on start') {
      inspector.client.ask('Debugger.resume');
      return;
    }
    this.#frames = new Backtrace();
    for (let i = 0; i < callFrames.length; i++) this.#frames[i] = new Frame(callFrames[i], this);
    ObjectDefineProperty(this.#frames, customInspectSymbol, { __proto__: null, value: () => this.#formatFrames(callFrames) });
    const frame = this.#frame = this.#frames[0];
    const script = this.scripts[frame.location.scriptId];
    const place = `${script === undefined ? '[unknown]' : shortPath(script.url)}:${frame.location.lineNumber + 1}`;
    const shown = inspector.suspendWhile(async () => {
      const watchers = await this.#formatWatchers(true);
      const source = this.#show(await frame.list(this.#around));
      this.print(`${reason === 'other' ? 'break' : reason} in ${place}\n${watchers ? `${watchers}\n` : ''}${source}`);
    });
    if (this.#expectsFirstStop && this.#firstStop === undefined) {
      const { promise, resolve } = PromiseWithResolvers();
      this.#firstStop = promise;
      PromisePrototypeThen(shown, resolve, resolve);
    }
  }

  #formatFrames(frames) {
    return ArrayPrototypeJoin(ArrayPrototypeMap(frames, ({ location: { scriptId, lineNumber, columnNumber }, functionName }, i) => {
      const script = this.scripts[scriptId];
      const file = (script && shortPath(script.url)) || '<unknown>';
      return `#${i} ${functionName || '(anonymous)'} ${file}:${lineNumber + 1}:${columnNumber}`;
    }), '\n');
  }

  #formatScripts(all) {
    const current = this.#frame?.location.scriptId;
    const shown = ArrayPrototypeFilter(ObjectValues(this.scripts), ({ isNative, scriptId }) => all || !isNative || scriptId === current);
    return ArrayPrototypeJoin(ArrayPrototypeMap(shown, ({ scriptId, url, isNative }) =>
      `${scriptId === current ? '*' : ' '} ${scriptId}: ${shortPath(url)}${isNative ? ' <native>' : ''}`), '\n');
  }

  // ---- evaluating ----

  ask(expression, more) {
    const { Debugger, Runtime } = this.inspector;
    return this.#frame === null ?
      Runtime.evaluate({ expression, ...more }) :
      Debugger.evaluateOnCallFrame({ callFrameId: this.#frame.callFrameId, expression, ...more });
  }

  async #evaluate(code) {
    if (code === '.scope') {  // the names that the prompt completes
      if (this.#frame === null) throw new ERR_DEBUGGER_ERROR('Requires execution to be paused');
      return ArrayPrototypeMap(await this.#frame.loadScopes(), ({ names }) => names);
    }
    return fromEvaluation(await this.ask(code, { objectGroup: 'node-inspect', generatePreview: true }));
  }

  // A line of the prompt as JavaScript: `exec a + 1` is exec("a + 1"), and an empty line repeats the last one.
  #codeOf(line) {
    if (line === '\n') return this.#last;
    const match = RegExpPrototypeExec(/^\s*(?:exec|p)\s+([^\n]*)/, line);
    let code = match === null ? line : match[1];
    const isObject = RegExpPrototypeExec(/^\s*\{/, code) !== null && RegExpPrototypeExec(/;\s*$/, code) === null;
    if (isObject) code = `(${StringPrototypeTrim(code)})\n`;
    this.#last = match === null ? code : `exec(${JSONStringify(code)})`;
    return this.#last;
  }

  #control(line, context, file, callback) {
    let result;
    try {
      result = require('vm').runInContext(this.#codeOf(line), context, file);
    } catch (error) {
      callback(error);
      return;
    }
    if (typeof result?.then === 'function') result.then((value) => callback(null, value), callback);
    else callback(null, result);
  }

  async #formatWatchers(titled) {
    if (this.#watched.length === 0) return '';
    const lines = [];
    for (let i = 0; i < this.#watched.length; i++) {
      let value;
      try { value = await this.#evaluate(this.#watched[i]); } catch (error) { value = `<${error.message}>`; }
      const text = this.#show(value);
      const head = `${padded(i, ' ', this.#watched.length - 1)}: ${this.#watched[i]} =`;
      const isLong = StringPrototypeIncludes(text, '\n');
      lines[i] = isLong ? `${head}\n    ${StringPrototypeReplaceAll(text, '\n', '\n    ')}` : `${head} ${text}`;
    }
    const all = ArrayPrototypeJoin(lines, '\n');
    return titled ? `Watchers:\n${all}\n` : all;
  }

  #addProfile({ profile }) {
    const made = new Profile(profile, this.print);
    ArrayPrototypePush(this.#profiles, made);
    return made;
  }

  #takeSnapshot(file) {
    if (this.#snapshot !== null) {
      this.print('Cannot take heap snapshot because another snapshot is in progress.');
      return this.#snapshot;
    }
    const { HeapProfiler } = this.inspector;
    const path = require('internal/path/posix').resolve(file);
    const stream = require('fs').createWriteStream(path);
    let size = 0;
    const onProgress = ({ done, total, finished }) => {
      if (finished) this.print('Heap snapshot prepared.');
      else this.print(`Heap snapshot: ${done}/${total}`, false);
    };
    const onChunk = ({ chunk }) => {
      size += chunk.length;
      stream.write(chunk);
      this.print(`Writing snapshot: ${size}`, false);
    };
    HeapProfiler.on('reportHeapSnapshotProgress', onProgress);
    HeapProfiler.on('addHeapSnapshotChunk', onChunk);
    this.print('Heap snapshot: 0/0', false);
    return this.#snapshot = (async () => {
      try {
        await HeapProfiler.takeHeapSnapshot({ reportProgress: true });
        await new Promise((resolve) => stream.end(resolve));
        this.print(`Wrote snapshot: ${path}`);
      } finally {
        HeapProfiler.removeListener('reportHeapSnapshotProgress', onProgress);
        HeapProfiler.removeListener('addHeapSnapshotChunk', onChunk);
        this.#snapshot = null;
      }
    })();
  }

  // ---- the prompt ----

  #table() {
    const commands = this, { inspector, breakpoints } = this;
    const { Debugger, Profiler, Runtime } = inspector;
    const go = (method) => {
      this.#onResumed();
      return Debugger[method]();
    };
    const setExceptions = async (state) => {
      await Debugger.setPauseOnExceptions({ state });
      this.#exceptions = state;
    };
    const restart = async () => {
      await inspector.run();
      await this.#prepare();
    };
    const scripts = (all = false) => this.print(this.#formatScripts(all));
    ObjectDefineProperty(scripts, customInspectSymbol, { __proto__: null, value: () => this.#formatScripts(false) });
    return {
      get help() { return commands.print(StringPrototypeTrim(HELP)); },
      get run() { return restart(); },
      get restart() { return restart(); },
      get kill() { return inspector.kill(); },
      get cont() { return go('resume'); },
      get next() { return go('stepOver'); },
      get step() { return go('stepInto'); },
      get out() { return go('stepOut'); },
      get pause() { return Debugger.pause(); },
      get backtrace() { return commands.#frames; },
      get breakpoints() { return breakpoints.list(); },
      exec: (code) => this.#evaluate(code),
      get profile() { return Profiler.start(); },
      get profileEnd() { return PromisePrototypeThen(Profiler.stop(), (result) => commands.#addProfile(result)); },
      get profiles() { return commands.#profiles; },
      takeHeapSnapshot: (file = 'node.heapsnapshot') => this.#takeSnapshot(file),
      get watchers() { return PromisePrototypeThen(commands.#formatWatchers(false), commands.print); },
      watch(code) {
        validateString(code, 'expression');
        ArrayPrototypePush(commands.#watched, code);
      },
      unwatch(code) {
        const at = ArrayPrototypeIndexOf(commands.#watched, code);
        ArrayPrototypeSplice(commands.#watched, at !== -1 ? at : +code, 1);
      },
      get repl() { return commands.#enterRepl(); },
      get version() {
        const asked = Runtime.evaluate({ expression: 'process.versions.v8', contextId: 1, returnByValue: true });
        return PromisePrototypeThen(asked, ({ result }) => commands.print(result.value));
      },
      scripts,
      setBreakpoint: (...args) => breakpoints.set(...args),
      clearBreakpoint: (url, line) => breakpoints.clear(url, line),
      setPauseOnExceptions: setExceptions,
      get breakOnException() { return setExceptions('all'); },
      get breakOnUncaught() { return setExceptions('uncaught'); },
      get breakOnNone() { return setExceptions('none'); },
      list(around = 5) {
        commands.location();
        return commands.#frame.list(around);
      },
      setContextLineNumber(around = 2) {
        commands.location();
        validateNumber(around, 'delta', 1);
        commands.#around = around;
        commands.print(`The contextLine has been changed to ${around}.`);
      },
    };
  }

  #fill(context) {
    const table = this.#table();
    const names = ObjectKeys(table);
    for (let i = 0; i < names.length; i++) {
      const described = ObjectGetOwnPropertyDescriptor(table, names[i]);
      ObjectDefineProperty(context, names[i], { __proto__: null, ...described });
      const short = SHORT[names[i]];
      if (short !== undefined) ObjectDefineProperty(context, short, { __proto__: null, ...described });
    }
    const { domains } = this.inspector;
    for (let i = 0; i < domains.length; i++) {
      ObjectDefineProperty(context, domains[i], {
        __proto__: null, value: this.inspector[domains[i]], enumerable: true, configurable: true,
      });
    }
  }

  // The prompt evaluates in the program, until Ctrl-C.
  #enterRepl() {
    const { repl } = this.inspector;
    const listeners = ArrayPrototypeSlice(repl.listeners('SIGINT'));
    repl.removeAllListeners('SIGINT');
    const { context, history, eval: control } = repl;
    const leave = this.#leaveRepl = () => {
      process.nextTick(() => { for (let i = 0; i < listeners.length; i++) repl.on('SIGINT', listeners[i]); });
      repl.eval = control;
      repl.history = history;
      repl.context = context;
      repl.setPrompt('debug> ');
      repl.displayPrompt();
      repl.removeListener('SIGINT', leave);
      repl.removeListener('exit', leave);
      this.#leaveRepl = null;
    };
    repl.on('SIGINT', leave);
    repl.on('exit', leave);
    repl.eval = (code, _, file, callback) => {
      PromisePrototypeThen(this.#evaluate(code), (value) => callback(null, value), callback);
    };
    repl.context = {};
    repl.history = [];
    repl.setPrompt('> ');
    this.print('Press Ctrl+C to leave debug repl');
    return repl.displayPrompt();
  }

  async #prepare() {
    const { Debugger, Profiler, Runtime, options } = this.inspector;
    this.#expectsFirstStop = options.script !== null && process.env.NODE_INSPECT_RESUME_ON_START !== '1';
    await Runtime.enable();
    await Profiler.enable();
    await Profiler.setSamplingInterval({ interval: 100 });
    await Debugger.enable();
    await Debugger.setAsyncCallStackDepth({ maxDepth: 0 });
    await Debugger.setBlackboxPatterns({ patterns: [] });
    await Debugger.setPauseOnExceptions({ state: this.#exceptions });
    await this.breakpoints.restore();
    await Runtime.runIfWaitingForDebugger();
    this.#expectsFirstStop = false;
    const firstStop = this.#firstStop;
    this.#firstStop = undefined;
    await firstStop;
  }

  // The prompt, once the program is ready.
  async start() {
    const { inspector } = this;
    inspector.client.on('close', () => {
      this.scripts = { __proto__: null };
      this.#onResumed();
      this.#leaveRepl?.();
    });
    await this.#prepare();
    const repl = require('repl').start({
      prompt: 'debug> ', input: inspector.stdin, output: inspector.stdout, useGlobal: false, ignoreUndefined: true,
      eval: (line, context, file, callback) => this.#control(line, context, file, callback),
    });
    inspector.repl = repl;
    this.#fill(repl.context);
    repl.on('reset', (context) => this.#fill(context));
    repl.defineCommand('interrupt', () => repl.emit('SIGINT'));
    return repl;
  }
}

module.exports = { Commands };
