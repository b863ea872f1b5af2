'use strict';

// process.env: every read and write goes to this isolate's environment, values are strings, keys keep their order.

const {
  ObjectCreate, ObjectPrototype, Proxy, ReflectDefineProperty, ReflectGet, ReflectGetOwnPropertyDescriptor, ReflectOwnKeys, String,
  TypeError,
} = primordials;
const { codes: { ERR_INVALID_OBJECT_DEFINE_PROPERTY } } = require('internal/errors');

let handler;
let warned = false;
function warnOfValue() {
  if (warned || !require('internal/util/deprecation').isPendingDeprecation()) return;
  warned = true;
  process.emitWarning('Assigning any value other than a string, number, or boolean to a process.env property is deprecated. ' +
    'Please make sure to convert the value to a string before setting process.env with it.', 'DeprecationWarning', 'DEP0104');
}

function createEnv(initial) {
  const values = ObjectCreate(ObjectPrototype);
  for (const key in initial) values[key] = initial[key];
  const ops = binding('process');
  handler = {
    __proto__: null,
    set(target, key, value) {
      if (typeof key === 'symbol' || typeof value === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
      const type = typeof value;
      if (type !== 'string' && type !== 'number' && type !== 'boolean') warnOfValue();
      const text = `${value}`;
      if (key === '') return true;
      ops.setenv(key, text);
      ReflectDefineProperty(target, key, { __proto__: null, value: text, enumerable: true, writable: true, configurable: true });
      return true;
    },
    defineProperty(target, key, descriptor) {
      if ('value' in descriptor) {
        if (!descriptor.configurable || !descriptor.writable || !descriptor.enumerable) {
          throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY(
            "'process.env' only accepts a configurable, writable, and enumerable data descriptor");
        }
        ops.setenv(String(key), `${descriptor.value}`);
        return ReflectDefineProperty(target, key, { __proto__: null, ...descriptor, value: `${descriptor.value}` });
      }
      if ('get' in descriptor || 'set' in descriptor) {
        throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY("'process.env' does not accept an accessor(getter/setter) descriptor");
      }
      throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY("'process.env' only accepts a configurable, writable, and enumerable data descriptor");
    },
    deleteProperty(target, key) {
      if (typeof key !== 'symbol' && ReflectGetOwnPropertyDescriptor(target, key) !== undefined) {
        ops.unsetenv(key);
        delete target[key];
      }
      return true;
    },
    ownKeys: (target) => ReflectOwnKeys(target),
  };
  return new Proxy(values, handler);
}

// From now on other threads may change it (SHARE_ENV), so the values cached here are no longer used.
function share() {
  const { getenv, env_names } = binding('process');
  const read = (key) => {
    const value = typeof key === 'string' ? getenv(key) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  handler.get = (target, key, receiver) => read(key) ?? (key in ObjectPrototype ? ReflectGet(ObjectPrototype, key, receiver) : undefined);
  handler.has = (target, key) => read(key) !== undefined || key in ObjectPrototype;
  handler.ownKeys = () => env_names();
  handler.getOwnPropertyDescriptor = (target, key) => {
    const value = read(key);
    return value === undefined ? undefined : { value, enumerable: true, writable: true, configurable: true };
  };
  handler.deleteProperty = (target, key) => {
    if (typeof key !== 'symbol') binding('process').unsetenv(key);
    delete target[key];
    return true;
  };
}

module.exports = { createEnv, share };
