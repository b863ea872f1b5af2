'use strict';

// `node:repl`: reads texts from a stream, evaluates them, prints the results.

const {
  ArrayPrototypeFilter, ArrayPrototypePush, Boolean, FunctionPrototypeBind, FunctionPrototypeCall, NumberIsNaN, NumberParseFloat,
  ObjectAssign, ObjectDefineProperty, ObjectGetOwnPropertyDescriptor, ObjectGetOwnPropertyNames, ObjectSetPrototypeOf, ReflectApply,
  RegExpPrototypeExec, SafeWeakSet, StringPrototypeCharAt, StringPrototypeStartsWith, StringPrototypeTrim,
} = primordials;

const domain = require('domain');
const { Interface } = require('readline');
const { codes: { ERR_INVALID_REPL_EVAL_CONFIG, ERR_INVALID_REPL_INPUT } } = require('internal/errors');
const { addBuiltinLibsToObject, makeRequireFunction } = require('internal/modules/helpers');
const { Module } = require('internal/modules/cjs/module');
const { getOptionValue } = require('internal/options');
const { commonPrefix } = require('internal/readline/completion');
const { CONTINUATION } = require('internal/readline/editing');
const { continueLine } = require('internal/readline/multiline');
const { builtinNames, setBuiltinNames } = require('internal/repl/builtin_names');
const { EDITOR_HINT, defineDefaultCommands, endEditor } = require('internal/repl/commands');
const { complete } = require('internal/repl/completion');
const { reportError } = require('internal/repl/errors');
const { makeEvaluator } = require('internal/repl/evaluate');
const { globalBuiltins } = require('internal/repl/globals');
const { contextIdOf } = require('internal/repl/inspector');
const { KeyQueue } = require('internal/repl/key_queue');
const { paths } = require('internal/repl/module_paths');
const { REPL_MODE_SLOPPY, REPL_MODE_STRICT } = require('internal/repl/modes');
const { isValidSyntax } = require('internal/repl/parser');
const { makePreview } = require('internal/repl/preview');
const { Recoverable } = require('internal/repl/recoverable');
const { resourceName } = require('internal/repl/resource_name');
const { ReverseSearch } = require('internal/repl/reverse_search');
const { ReplState, kStandalone, kState } = require('internal/repl/state');
const { shouldColorize } = require('internal/util/colors');
const { debuglog } = require('internal/util/debuglog');
const { deprecate, deprecateInstantiation } = require('internal/util/deprecation');
const { inspect } = require('internal/util/inspect');
const { validateFunction, validateObject } = require('internal/validators');

let debug = debuglog('repl', (enabled) => { debug = enabled; });

const writer = (value) => inspect(value, writer.options);
writer.options = { ...inspect.defaultOptions, showProxy: true };

const pending = (fn, message, code) => (getOptionValue('--pending-deprecation') ? deprecate(fn, message, code) : fn);

const accessor = (object, name, get, set) =>
  ObjectDefineProperty(object, name, { __proto__: null, get, set, enumerable: false, configurable: true });

// ---- the listener that keeps programs in a REPL from catching what the REPL shows ----

const domains = new SafeWeakSet();
let listening = 0;

function refuseListener(event, listener) {
  if (event === 'uncaughtException' && process.domain && listener.name !== 'domainUncaughtExceptionClear' && domains.has(process.domain)) {
    throw new ERR_INVALID_REPL_INPUT('Listeners for `uncaughtException` cannot be used in the REPL');
  }
}

function refuseListeners(server) {
  if (listening++ === 0) process.prependListener('newListener', refuseListener);
  server.once('exit', () => {
    if (--listening === 0) process.removeListener('newListener', refuseListener);
  });
}

// ---- REPLServer ----

function optionsOf(prompt, stream, evaluate, useGlobal, ignoreUndefined, replMode) {
  const options = prompt !== null && typeof prompt === 'object' ?
    { ...prompt, stream: prompt.stream || prompt.socket } :
    { prompt, stream, eval: evaluate, useGlobal, ignoreUndefined, replMode };
  if (!options.input && !options.output) {
    const both = options.stream || process;
    options.input = both.stdin || both;
    options.output = both.stdout || both;
  }
  options.terminal = !!(options.terminal === undefined ? options.output.isTTY : options.terminal);
  if (options.terminal && options.useColors === undefined) options.useColors = shouldColorize(options.output);
  return options;
}

function REPLServer(prompt, stream, eval_, useGlobal, ignoreUndefined, replMode) {
  if (!(this instanceof REPLServer)) {
    return deprecateInstantiation(REPLServer, 'DEP0185', prompt, stream, eval_, useGlobal, ignoreUndefined, replMode);
  }
  const options = optionsOf(prompt, stream, eval_, useGlobal, ignoreUndefined, replMode);
  const renamed = 'repl.inputStream and repl.outputStream are deprecated. Use repl.input and repl.output instead';
  accessor(this, 'inputStream', pending(() => this.input, renamed, 'DEP0141'),
           pending((value) => { this.input = value; }, renamed, 'DEP0141'));
  accessor(this, 'outputStream', pending(() => this.output, renamed, 'DEP0141'),
           pending((value) => { this.output = value; }, renamed, 'DEP0141'));
  this.allowBlockingCompletions = !!options.allowBlockingCompletions;
  this.useColors = !!options.useColors;
  this._domain = options.domain || domain.create();
  this.useGlobal = !!options.useGlobal;
  this.ignoreUndefined = !!options.ignoreUndefined;
  this.replMode = options.replMode || REPL_MODE_SLOPPY;
  this.underscoreAssigned = false;
  this.last = undefined;
  this.underscoreErrAssigned = false;
  this.lastError = undefined;
  this.breakEvalOnSigint = !!options.breakEvalOnSigint;
  this.editorMode = false;
  ObjectDefineProperty(this, kState, { __proto__: null, value: new ReplState(), enumerable: false });
  if (this.breakEvalOnSigint && options.eval) throw new ERR_INVALID_REPL_EVAL_CONFIG();
  if (options[kStandalone]) module.exports.repl = this;
  else refuseListeners(this);
  domains.add(this._domain);

  const keys = new KeyQueue(this);
  this.eval = this._domain.bind(options.eval || makeEvaluator(this, keys));
  this._domain.on('error', (error) => {
    debug('domain error');
    reportError(this, error, options[kStandalone], writer.options.breakLength);
  });
  const completer = (text, callback) => complete(this, text, this.editorMode ? this.completeOnEditorMode(callback) : callback);
  FunctionPrototypeCall(Interface, this, {
    input: options.input, output: options.output, completer: options.completer || completer, terminal: options.terminal,
    historySize: options.historySize, prompt: options.prompt,
  });
  this.resetContext();
  this.commands = { __proto__: null };
  defineDefaultCommands(this);
  this.writer = options.writer || module.exports.writer;
  if (this.writer === writer) {
    writer.options.colors = this.useColors;
    if (options[kStandalone]) offerDefaults();
  }
  listenTo(this, keys);
  takeKeys(this, keys, options.terminal && (options.preview !== undefined ? !!options.preview : !options.eval));
  this.displayPrompt();
}
ObjectSetPrototypeOf(REPLServer.prototype, Interface.prototype);
ObjectSetPrototypeOf(REPLServer, Interface);

// util.inspect.replDefaults: how the REPL that is the program shows results.
function offerDefaults() {
  ObjectDefineProperty(inspect, 'replDefaults', {
    __proto__: null, enumerable: true, configurable: true,
    get: () => writer.options,
    set(options) {
      validateObject(options, 'options');
      return ObjectAssign(writer.options, options);
    },
  });
}

function listenTo(server, keys) {
  const state = server[kState];
  let isEnding = false;        // Ctrl-C was pressed once
  let endedEditor = false;     // Ctrl-D has ended the editor: what it holds is evaluated as it is

  server.on('close', () => {
    if (!keys.holds('', null)) server.emit('exit');
  });

  server.on('SIGINT', () => {
    if (keys.interrupts.size > 0) {
      keys.interrupts.forEach((interrupt) => interrupt());
      return;
    }
    const isEmpty = server.line.length === 0;
    server.clearLine();
    endEditor(server);
    if (state.buffered || !isEmpty) {
      isEnding = false;
    } else if (isEnding) {
      server.close();
      isEnding = false;
      return;
    } else {
      server.output.write('(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n');
      isEnding = true;
    }
    server.clearBufferedCommand();
    server.lines.level = [];
    server.displayPrompt();
  });

  server.on('line', (line) => {
    debug('line %j', line);
    line ||= '';
    isEnding = false;
    if (server.editorMode) {
      editLine(server, line);
      return;
    }
    const trimmed = StringPrototypeTrim(line);
    if (isCommand(trimmed)) {
      const { 1: name, 2: rest } = RegExpPrototypeExec(/^\.([^\s]+)\s*(.*)$/, trimmed) ?? ['', undefined, undefined];
      const command = server.commands[name];
      if (command) {
        ReflectApply(command.action, server, [rest]);
        return;
      }
      if (!state.buffered) {
        server.output.write('Invalid REPL keyword\n');
        finish(line, null);
        return;
      }
    }
    const text = `${state.buffered}${line}\n`;
    debug('eval %j', text);
    // Called with a result only if there is one to print.
    server.eval(text, server.context, resourceName(), function(error, result) {
      finish(line, error, arguments.length === 2, result);
    });
  });

  function finish(line, error, hasResult = false, result = undefined) {
    debug('finish', error, result);
    rememberLine(server, line);
    if (error && !state.buffered && StringPrototypeStartsWith(StringPrototypeTrim(line), 'npm ') && !(error instanceof Recoverable)) {
      server.output.write('npm should be run outside of the Node.js REPL, in your normal shell.\n(Press Ctrl+D to exit.)\n');
      server.displayPrompt();
      return;
    }
    if (error instanceof Recoverable && !endedEditor) {
      if (server.terminal) {
        continueLine(server);
      } else {
        state.buffered += `${line}\n`;
        server.displayPrompt();
      }
      return;
    }
    if (error) {
      server._domain.emit('error', error.err || error);
      server._editor.lastFailed = true;
    }
    server.clearBufferedCommand();
    endedEditor = false;
    if (error) return;
    if (hasResult && (!server.ignoreUndefined || result !== undefined)) {
      if (!server.underscoreAssigned) server.last = result;
      server.output.write(`${server.writer(result)}\n`);
    }
    if (!server.closed) {
      server._editor.lastFailed = false;
      server.displayPrompt();
    }
  }

  server.on('SIGCONT', () => {
    if (!server.editorMode) {
      server.displayPrompt(true);
      return;
    }
    server.output.write(`${server._initialPrompt}.editor\n`);
    server.output.write(EDITOR_HINT);
    server.output.write(`${state.buffered}\n`);
    server.prompt(true);
  });

  keys.onEditorEnd = () => { endedEditor = true; };
}

// `.5` and `...x` are no commands.
const isCommand = (text) =>
  StringPrototypeCharAt(text, 0) === '.' && StringPrototypeCharAt(text, 1) !== '.' && NumberIsNaN(NumberParseFloat(text));

// A line in the editor: the next one begins where it begins.
function editLine(server, line) {
  const state = server[kState];
  state.buffered += `${line}\n`;
  const indent = server._sawKeyPress && !state.isLoading ? RegExpPrototypeExec(/^\s+/, line) : null;
  if (indent !== null) {
    server.write(indent[0]);
    server.line = indent[0];
    server.cursor = indent[0].length;
  }
  rememberLine(server, line);
}

// The lines of the session, for `.save`.
function rememberLine(server, line) {
  server.lines ||= [];
  ArrayPrototypePush(server.lines, line || '');
  if (!line) server.lines.level = [];
}

function takeKeys(server, keys, hasPreview) {
  const search = process.env.TERM === 'dumb' ? undefined : new ReverseSearch(server);
  const preview = makePreview(server, hasPreview);
  const write = FunctionPrototypeBind(server._ttyWrite, server);
  server._ttyWrite = (text, key) => {
    key ||= {};
    if (keys.holds(text, key)) return;
    if (!server.editorMode || !server.terminal) {
      if (key.ctrl && key.name === 'd' && server.cursor === 0 && server.line.length === 0) server.clearLine();
      preview.clear(key);
      if (search?.takeKey(text, key)) return;
      write(text, key);
      preview.show(key.name !== 'escape');
      return;
    }
    if (key.ctrl && !key.shift) {
      if (key.name === 'd') {
        endEditor(server);
        keys.onEditorEnd();
        write(text, { name: 'return' });
      } else if (key.name !== 'n' && key.name !== 'p') {
        write(text, key);
      }
    } else if (key.name !== 'up' && key.name !== 'down') {
      if (key.name === 'tab') server._previousKey = null;  // a second tab shows no list
      write(text, key);
    }
  };
}

const methods = {
  // A path, or { filePath, size, onHistoryFileLoaded }.
  setupHistory(config = {}, callback) {
    const options = typeof config === 'string' ? { filePath: config } : config;
    if (typeof callback === 'function') options.onHistoryFileLoaded = callback;
    this.setupHistoryManager(options);
  },

  clearBufferedCommand() { this[kState].buffered = ''; },

  close() {
    const close = () => FunctionPrototypeCall(Interface.prototype.close, this);
    if (this.terminal && this.historyManager.isFlushing && !this._closingOnFlush) {
      this._closingOnFlush = true;
      this.once('flushHistory', close);
    } else {
      process.nextTick(close);
    }
  },

  createContext() {
    const context = this.useGlobal ? globalThis : ownContext(this);
    const own = (name, value) => ObjectDefineProperty(context, name, { __proto__: null, value, configurable: true, writable: true });
    const replModule = new Module('<repl>');
    replModule.paths = Module._resolveLookupPaths('<repl>', { __proto__: null, paths });
    own('module', replModule);
    own('require', makeRequireFunction(replModule));
    addBuiltinLibsToObject(context, '<REPL>');
    return context;
  },

  resetContext() {
    this.context = this.createContext();
    this[kState].forgetNames();
    this.underscoreAssigned = false;
    this.underscoreErrAssigned = false;
    this.lines = [];
    this.lines.level = [];
    const result = (name, field, assigned) => ObjectDefineProperty(this.context, name, {
      __proto__: null, configurable: true,
      get: () => this[field],
      set: (value) => {
        this[field] = value;
        if (this[assigned]) return;
        this[assigned] = true;
        this.output.write(`Expression assignment to ${name} now disabled.\n`);
      },
    });
    result('_', 'last', 'underscoreAssigned');
    result('_error', 'lastError', 'underscoreErrAssigned');
    this.emit('reset', this.context);
  },

  displayPrompt(preserveCursor) {
    FunctionPrototypeCall(Interface.prototype.setPrompt, this, this[kState].buffered.length ? CONTINUATION : this._initialPrompt);
    this.prompt(preserveCursor);
  },

  setPrompt(prompt) {
    this._initialPrompt = prompt;
    FunctionPrototypeCall(Interface.prototype.setPrompt, this, prompt);
  },

  complete() { ReflectApply(this.completer, this, arguments); },

  // In the editor a tab inserts what all suggestions have in common.
  completeOnEditorMode: (callback) => (error, results) => {
    if (error) return callback(error);
    const { 0: completions, 1: completeOn = '' } = results;
    const found = ArrayPrototypeFilter(completions, Boolean);
    return callback(null, [completeOn && found.length !== 0 ? [commonPrefix(found)] : found, completeOn]);
  },

  defineCommand(keyword, command) {
    if (typeof command === 'function') command = { action: command };
    else validateFunction(command.action, 'cmd.action');
    this.commands[keyword] = command;
  },
};
ObjectAssign(REPLServer.prototype, methods);

// A context of its own, with the globals of this one and a console that writes to the REPL.
function ownContext(server) {
  let context;
  server[kState].contextId = contextIdOf(() => { context = require('vm').createContext(); });
  const names = ObjectGetOwnPropertyNames(globalThis);
  for (let i = 0; i < names.length; i++) {
    if (globalBuiltins().has(names[i])) continue;
    ObjectDefineProperty(context, names[i], { __proto__: null, ...ObjectGetOwnPropertyDescriptor(globalThis, names[i]) });
  }
  context.global = context;
  const { Console } = require('internal/console/constructor');
  ObjectDefineProperty(context, 'console', { __proto__: null, configurable: true, writable: true, value: new Console(server.output) });
  return context;
}

function start(prompt, source, eval_, useGlobal, ignoreUndefined, replMode) {
  return new REPLServer(prompt, source, eval_, useGlobal, ignoreUndefined, replMode);
}

module.exports = { start, writer, REPLServer, REPL_MODE_SLOPPY, REPL_MODE_STRICT, Recoverable, isValidSyntax };
const listed = (name, code) => {
  const message = `repl.${name} is deprecated. Check module.builtinModules instead`;
  accessor(module.exports, name, pending(builtinNames, message, code), pending(setBuiltinNames, message, code));
};
listed('builtinModules', 'DEP0191');
listed('_builtinLibs', 'DEP0142');
