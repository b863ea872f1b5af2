'use strict';

// new Console({ stdout, stderr, … }): a console for given streams.

const {
  Boolean,
  FunctionPrototypeBind,
  FunctionPrototypeSymbolHasInstance,
  MapPrototypeForEach,
  ObjectDefineProperty,
  ObjectKeys,
  ReflectConstruct,
  SymbolHasInstance,
  SymbolToStringTag,
} = primordials;
const {
  codes: { ERR_CONSOLE_WRITABLE_STREAM, ERR_INCOMPATIBLE_OPTION_PAIR },
} = require('internal/errors');
const { ConsoleState, kState, methods } = require('internal/console/methods');
const { isMap } = require('internal/util/types');
const { validateInteger, validateObject, validateOneOf } = require('internal/validators');

const kMaxGroupIndentation = 1000;

function checkStream(stream, name) {
  if (!stream || typeof stream.write !== 'function') throw new ERR_CONSOLE_WRITABLE_STREAM(name);
}

function checkInspectOptions(inspectOptions, colorMode) {
  const check = (options) => {
    if (options.colors !== undefined && colorMode !== undefined) {
      throw new ERR_INCOMPATIBLE_OPTION_PAIR('options.inspectOptions.color', 'colorMode');
    }
  };
  validateObject(inspectOptions, 'options.inspectOptions');
  if (!isMap(inspectOptions)) return check(inspectOptions);
  MapPrototypeForEach(inspectOptions, (options) => {
    validateObject(options, 'options.inspectOptions');
    check(options);
  });
}

// Puts a console's state and its bound methods on an object. Methods that a subclass overrides are bound too.
function attach(target, streams, options, source = target) {
  const define = (name, descriptor) =>
    ObjectDefineProperty(target, name, { __proto__: null, configurable: true, enumerable: false, ...descriptor });
  const state = new ConsoleState(streams, options);
  define(kState, { value: state });
  const stream = (name, key) => define(name, {
    get() { return state.streams[key]; },
    set(value) {
      const { stdout, stderr } = state.streams;
      state.streams = { stdout, stderr, [key]: value };
    },
  });
  stream('_stdout', 'stdout');
  stream('_stderr', 'stderr');
  define('_ignoreErrors', {
    get() { return state.ignoreErrors; },
    set(value) { state.ignoreErrors = Boolean(value); },
  });
  define('_times', { value: state.times, writable: true });
  define(SymbolToStringTag, { value: 'console', writable: false });

  const names = ObjectKeys(methods);
  for (let i = 0; i < names.length; i++) {
    const bound = FunctionPrototypeBind(source[names[i]], target);
    ObjectDefineProperty(bound, 'name', { __proto__: null, value: source[names[i]].name, configurable: true });
    target[names[i]] = bound;
  }
}

function Console(options) {
  if (new.target === undefined) return ReflectConstruct(Console, arguments);
  if (!options || typeof options.write === 'function') {
    options = { stdout: options, stderr: arguments[1], ignoreErrors: arguments[2] };
  }
  const {
    stdout,
    stderr = stdout,
    ignoreErrors = true,
    colorMode = 'auto',
    inspectOptions,
    groupIndentation = 2,
  } = options;
  checkStream(stdout, 'stdout');
  checkStream(stderr, 'stderr');
  validateOneOf(colorMode, 'colorMode', ['auto', true, false]);
  validateInteger(groupIndentation, 'groupIndentation', 0, kMaxGroupIndentation);
  if (inspectOptions !== undefined) checkInspectOptions(inspectOptions, options.colorMode);
  attach(this, { stdout, stderr }, { ignoreErrors, colorMode, inspectOptions, groupIndentation });
}

const methodNames = ObjectKeys(methods);
for (let i = 0; i < methodNames.length; i++) Console.prototype[methodNames[i]] = methods[methodNames[i]];

// The global console is made without the constructor, but counts as an instance.
ObjectDefineProperty(Console, SymbolHasInstance, {
  __proto__: null,
  value(instance) {
    return FunctionPrototypeSymbolHasInstance(this, instance) || Boolean(instance?.[kState]);
  },
});

module.exports = { Console, attach };
