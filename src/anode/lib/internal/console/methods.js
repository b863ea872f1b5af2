'use strict';

// The methods of a console. `this` is the console, and this[kState] its state.

const {
  ArrayPrototypeUnshift,
  ErrorCaptureStackTrace,
  MapPrototypeGet,
  ReflectApply,
  RegExpPrototypeSymbolReplace,
  SafeArrayIterator,
  SafeMap,
  SafeWeakMap,
  StringPrototypeIncludes,
  StringPrototypeRepeat,
  StringPrototypeSlice,
  Symbol,
} = primordials;
const { isStackOverflowError } = require('internal/errors');
const { inspect, formatWithOptions } = require('internal/util/inspect');
const { isMap } = require('internal/util/types');
const { validateArray } = require('internal/validators');

const kState = Symbol('kState');
const noop = () => {};

// --- Writing ----------------------------------------------------------------------------------------------

class ConsoleState {
  times = new SafeMap();
  counts = new SafeMap();
  indentation = '';
  callbacks = new SafeWeakMap();

  // `streams` has stdout and stderr. Those of the global console are made on first use.
  constructor(streams, { ignoreErrors, colorMode, inspectOptions, groupIndentation }) {
    this.streams = streams;
    this.ignoreErrors = ignoreErrors;
    this.colorMode = colorMode;
    this.inspectOptions = inspectOptions;
    this.groupIndentation = groupIndentation;
  }

  optionsFor(stream) {
    let options = this.inspectOptions;
    if (isMap(options)) options = MapPrototypeGet(options, stream) ?? undefined;
    if (options !== undefined && options.colors !== undefined) return options;
    const colors = this.colorMode === 'auto' ?
      require('internal/util/colors').shouldColorize(stream) : this.colorMode;
    return options === undefined ? { colors } : { ...options, colors };
  }

  // One callback for each stream: writes with the same callback share a tick.
  afterWrite(stream) {
    let callback = this.callbacks.get(stream);
    if (callback === undefined) {
      callback = (error) => {
        if (error !== null && error !== undefined && !stream._writableState?.errorEmitted && stream.listenerCount('error') === 0) {
          stream.once('error', noop);
        }
      };
      this.callbacks.set(stream, callback);
    }
    return callback;
  }

  write(stream, text) {
    const { indentation } = this;
    if (indentation.length !== 0) {
      if (StringPrototypeIncludes(text, '\n')) text = RegExpPrototypeSymbolReplace(/\n/g, text, `\n${indentation}`);
      text = indentation + text;
    }
    text += '\n';
    if (this.ignoreErrors === false) return stream.write(text);

    // A closed pipe must not end the program. An 'error' without a listener is dropped, whether it comes now (files, terminals) or later
    // (pipes, sockets).
    const unheard = stream.listenerCount === undefined || stream.listenerCount('error') === 0;
    try {
      if (unheard) stream.once?.('error', noop);
      stream.write(text, this.afterWrite(stream));
    } catch (error) {
      // A stack overflow is an error of the program, so it passes.
      if (isStackOverflowError(error)) throw error;
    } finally {
      stream.removeListener?.('error', noop);
    }
  }
}

const channels = { __proto__: null };

let tell;  // (text, isError) => void, while the loop is traced

// Publishes to diagnostics_channel's 'console.log' and similar channels.
function publish(name, args) {
  channels[name] ??= require('diagnostics_channel').channel(`console.${name}`);
  if (channels[name].hasSubscribers) channels[name].publish(args);
}

function print(self, name, isError, args) {
  publish(name, args);
  const state = self[kState];
  const stream = isError ? state.streams.stderr : state.streams.stdout;
  const text = args.length === 1 && typeof args[0] === 'string' ?
    args[0] : formatWithOptions(state.optionsFor(stream), ...new SafeArrayIterator(args));
  tell?.(text, isError);
  state.write(stream, text);
}

// --- Methods ----------------------------------------------------------------------------------------------

const timers = () => require('internal/util/debuglog');

function logTime(self) {
  return (label, formatted, args) => {
    if (args === undefined) self.log('%s: %s', label, formatted);
    else self.log('%s: %s', label, formatted, ...new SafeArrayIterator(args));
  };
}

const methods = {
  log(...args) { print(this, 'log', false, args); },
  info(...args) { print(this, 'info', false, args); },
  debug(...args) { print(this, 'debug', false, args); },
  warn(...args) { print(this, 'warn', true, args); },
  error(...args) { print(this, 'error', true, args); },

  dir(object, options) {
    const state = this[kState];
    const { stdout } = state.streams;
    state.write(stdout, inspect(object, { customInspect: false, ...state.optionsFor(stdout), ...options }));
  },

  time(label = 'default') {
    timers().time(this[kState].times, 'console.time()', label);
  },
  timeEnd(label = 'default') {
    timers().timeEnd(this[kState].times, 'console.timeEnd()', logTime(this), label);
  },
  timeLog(label = 'default', ...data) {
    timers().timeLog(this[kState].times, 'console.timeLog()', logTime(this), label, data);
  },

  trace(...args) {
    const state = this[kState];
    const error = { name: 'Trace', message: formatWithOptions(state.optionsFor(state.streams.stderr), ...new SafeArrayIterator(args)) };
    ErrorCaptureStackTrace(error, methods.trace);
    this.error(error.stack);
  },

  assert(expression, ...args) {
    if (expression) return;
    if (typeof args[0] === 'string') args[0] = `Assertion failed: ${args[0]}`;
    else ArrayPrototypeUnshift(args, 'Assertion failed');
    ReflectApply(this.warn, this, args);
  },

  clear() {
    const { stdout } = this[kState].streams;
    // Files and pipes are not cleared.
    if (stdout.isTTY && process.env.TERM !== 'dumb') stdout.write('\u001b[1;1H\u001b[0J');
  },

  count(label = 'default') {
    label = `${label}`;
    const { counts } = this[kState];
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    this.log(`${label}: ${count}`);
  },
  countReset(label = 'default') {
    label = `${label}`;
    if (!this[kState].counts.delete(label)) process.emitWarning(`Count for '${label}' does not exist`);
  },

  group(...data) {
    if (data.length > 0) ReflectApply(this.log, this, data);
    const state = this[kState];
    state.indentation += StringPrototypeRepeat(' ', state.groupIndentation);
  },
  groupEnd() {
    const state = this[kState];
    state.indentation =
      StringPrototypeSlice(state.indentation, 0, state.indentation.length - state.groupIndentation);
  },

  table(tabularData, properties) {
    if (properties !== undefined) validateArray(properties, 'properties');
    if (tabularData === null || typeof tabularData !== 'object') return this.log(tabularData);
    const state = this[kState];
    const options = state.optionsFor(state.streams.stdout);
    this.log(require('internal/console/table').renderTable(tabularData, properties, options));
  },

  dirxml(...args) { print(this, 'log', false, args); },
  groupCollapsed(...data) { ReflectApply(methods.group, this, data); },
};

module.exports = { ConsoleState, kState, methods, tellTexts: (listener) => { tell = listener; } };
