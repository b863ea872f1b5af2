'use strict';

// Databases.

const {
  ArrayPrototypeSlice, Error, NumberIsInteger, ReflectApply, SafeFinalizationRegistry, SymbolFor, TypeError, Uint8Array,
} = primordials;

const sqlite = binding('sqlite');
const functionOps = binding('sqlite/functions');
const {
  checkBoolean, checkFunction, checkObject, checkString, illegalInvocation, invalidState, invalidType, invalidValue, nativeError,
  sqliteError,
} = require('internal/sqlite/errors');
const { aggregate, authorizer, readAggregate, readFunction, scalar } = require('internal/sqlite/functions');
const { makeLimits, readLimits } = require('internal/sqlite/limits');
const { locate, textOf } = require('internal/sqlite/location');
const { expose, exposeDispose, getter, kMake } = require('internal/sqlite/objects');
const { dropFunction, keepFunction, settle } = require('internal/sqlite/outcome');
const { applyChangeset, createSession } = require('internal/sqlite/session');
const { StatementSync } = require('internal/sqlite/statement');
const { SQLTagStore } = require('internal/sqlite/tag_store');
const { isUint8Array } = require('internal/util/types');

const NO_DATABASE = { error: 'not an error', errcode: 0, errstr: 'not an error' };

// Closes the connection of a database that the program has lost.
const collected = new SafeFinalizationRegistry((state) => {
  if (state.handle.number !== 0) closeState(state);
});

function closeState({ handle, functions }) {
  const { number } = handle;
  handle.number = 0;
  sqlite.close(number);
  for (let i = 0; i < functions.length; i++) dropFunction(functions[i]);
  functions.length = 0;
}

function readOptions(given) {
  const options = {
    __proto__: null, open: true, readOnly: false, enableForeignKeyConstraints: true, enableDoubleQuotedStringLiterals: false,
    allowExtension: false, timeout: 0, readBigInts: false, returnArrays: false, allowBareNamedParameters: true,
    allowUnknownNamedParameters: false, defensive: false, limits: [],
  };
  if (given === undefined) return options;
  checkObject(given, 'options');
  const flag = (name) => {
    if (given[name] !== undefined) options[name] = checkBoolean(given[name], `options.${name}`);
  };
  flag('open');
  flag('readOnly');
  flag('enableForeignKeyConstraints');
  flag('enableDoubleQuotedStringLiterals');
  flag('allowExtension');
  if (given.timeout !== undefined) {
    if (!NumberIsInteger(given.timeout)) throw invalidType('The "options.timeout" argument must be an integer.');
    options.timeout = given.timeout;
  }
  flag('readBigInts');
  flag('returnArrays');
  flag('allowBareNamedParameters');
  flag('allowUnknownNamedParameters');
  flag('defensive');
  if (given.limits !== undefined) options.limits = readLimits(given.limits);
  return options;
}

// A function, so that it can say what it says without `new`.
function DatabaseSync() {
  if (new.target === undefined) {
    throw nativeError(TypeError, 'ERR_CONSTRUCT_CALL_REQUIRED', 'Cannot call constructor without `new`');
  }
  const place = textOf(arguments[0], 'path');
  const database = new Connection(this, place, readOptions(arguments[1]));
  if (Connection.opensAtOnce(database)) ReflectApply(DatabaseSync.prototype.open, this, []);
}

class Given {
  constructor(object) { return object; }
}

// The state of a database, as private fields of the program's object.
class Connection extends Given {
  #place;
  #options;
  #state = { __proto__: null, handle: { number: 0, generation: 0 }, functions: [] };
  #authorizer = 0;
  #limits;
  #loads;  // whether loadExtension() may load

  constructor(object, place, options) {
    super(object);
    this.#place = place;
    this.#options = options;
    this.#loads = options.allowExtension;
    collected.register(object, this.#state);
    getter(object, 'isOpen', () => this.#state.handle.number !== 0);
    getter(object, 'isTransaction', () => sqlite.in_transaction(Connection.openIn(object).number));
    getter(object, 'limits', () => {
      Connection.openIn(object);
      return this.#limits ??= makeLimits(() => Connection.openIn(object).number);
    });
    object[SymbolFor('sqlite-type')] = 'node:sqlite';
  }

  static opensAtOnce(object) { return object.#options.open; }

  static check(object) {
    if (typeof object !== 'object' || object === null || !(#place in object)) throw illegalInvocation();
  }

  // The handle of a database that is open.
  static openIn(object) {
    Connection.check(object);
    if (object.#state.handle.number === 0) throw invalidState('database is not open');
    return object.#state.handle;
  }

  static open(object) {
    Connection.check(object);
    const { handle } = object.#state;
    if (handle.number !== 0) throw invalidState('database is already open');
    const options = object.#options;
    const { path, query } = locate(object.#place);
    handle.number = settle(sqlite.open(path, options.readOnly, query, binding.encode({
      doubleQuoted: options.enableDoubleQuotedStringLiterals, foreignKeys: options.enableForeignKeyConstraints,
      defensive: options.defensive, timeout: options.timeout, limits: options.limits,
    })))[0];
    object.#authorizer = 0;
    if (options.allowExtension) sqlite.allow_extensions(handle.number, true);
  }

  static close(object) {
    Connection.openIn(object);
    closeState(object.#state);
  }

  static prepare(object, sql) {
    return new StatementSync(kMake, Connection.openIn(object), sql, object.#options);
  }

  static keep(object, call) {
    const number = keepFunction(call);
    object.#state.functions[object.#state.functions.length] = number;
    return number;
  }

  static setAuthorizer(object, call) {
    const { number } = object.#state.handle;
    const before = object.#authorizer;
    object.#authorizer = call === null ? 0 : Connection.keep(object, authorizer(call));
    functionOps.set_authorizer(number, object.#authorizer);
    if (before !== 0) dropFunction(before);
  }

  static allowLoading(object, allow) {
    const handle = Connection.openIn(object);
    checkBoolean(allow, 'allow');
    if (allow && !object.#options.allowExtension) {
      throw invalidState('Cannot enable extension loading because it was disabled at database creation.');
    }
    if (object.#options.allowExtension) sqlite.allow_extensions(handle.number, allow);
    object.#loads = allow;
  }

  static load(object, path, entry) {
    const handle = Connection.openIn(object);
    if (!object.#loads) throw invalidState('extension loading is not allowed');
    checkString(path, 'path');
    if (entry !== undefined) checkString(entry, 'entryPoint');
    const { 0: failure } = settle(sqlite.load_extension(handle.number, path, entry));
    if (failure !== undefined) throw nativeError(Error, 'ERR_LOAD_SQLITE_EXTENSION', failure);
  }
}

const methods = {
  open() { Connection.open(this); },
  close() { Connection.close(this); },

  prepare() {
    Connection.openIn(this);
    return Connection.prepare(this, checkString(arguments[0], 'sql'));
  },

  exec() {
    const { number } = Connection.openIn(this);
    settle(sqlite.exec(number, checkString(arguments[0], 'sql')));
  },

  function() {
    const { number } = Connection.openIn(this);
    const { 0: name } = arguments;
    const { call, options } = readFunction(name, ArrayPrototypeSlice(arguments, 1));
    const encoded = binding.encode([
      options.varargs ? -1 : call.length, options.useBigIntArguments, options.deterministic, options.directOnly,
    ]);
    settle(functionOps.create_function(number, name, Connection.keep(this, scalar(call)), encoded));
  },

  createTagStore() {
    return new SQLTagStore(kMake, this, Connection.openIn(this), (text) => Connection.prepare(this, text), arguments[0]);
  },

  location() {
    const { number } = Connection.openIn(this);
    const name = arguments.length === 0 || arguments[0] === undefined ? 'main' : checkString(arguments[0], 'dbName');
    return sqlite.location(number, name) ?? null;
  },

  aggregate() {
    const { number } = Connection.openIn(this);
    const read = readAggregate(arguments[0], arguments[1]);
    const encoded = binding.encode([read.count, read.options.useBigIntArguments, read.options.directOnly, read.inverse !== undefined]);
    settle(functionOps.create_aggregate(number, arguments[0], Connection.keep(this, aggregate(read)), encoded));
  },

  createSession() { return createSession(Connection.openIn(this), arguments); },
  applyChangeset() { return applyChangeset(Connection.openIn(this), arguments[0], arguments[1]); },
  enableLoadExtension() { Connection.allowLoading(this, arguments[0]); },

  enableDefensive() {
    const { number } = Connection.openIn(this);
    sqlite.set_defensive(number, checkBoolean(arguments[0], 'active'));
  },

  loadExtension() { Connection.load(this, arguments[0], arguments[1]); },

  serialize() {
    const { number } = Connection.openIn(this);
    const name = arguments[0] === undefined ? 'main' : checkString(arguments[0], 'dbName');
    const bytes = sqlite.serialize(number, name);
    if (bytes === null || bytes === undefined) throw sqliteError(NO_DATABASE);
    return new Uint8Array(bytes);
  },

  deserialize() {
    const handle = Connection.openIn(this);
    const { 0: data, 1: options } = arguments;
    if (!isUint8Array(data)) throw invalidType('The "buffer" argument must be a Uint8Array.');
    if (data.length === 0) throw invalidValue('The "buffer" argument must not be empty.');
    let name = 'main';
    if (options !== undefined) {
      checkObject(options, 'options');
      if (options.dbName !== undefined) name = checkString(options.dbName, 'options.dbName');
    }
    handle.generation++;
    settle(sqlite.deserialize(handle.number, name, data));
  },

  setAuthorizer() {
    Connection.openIn(this);
    const { 0: call } = arguments;
    if (call !== null) checkFunction(call, 'callback');
    Connection.setAuthorizer(this, call);
  },
};
const names = primordials.ObjectKeys(methods);
for (let i = 0; i < names.length; i++) DatabaseSync.prototype[names[i]] = methods[names[i]];
expose(DatabaseSync, names);
exposeDispose(DatabaseSync, (database) => {
  Connection.check(database);
  if (database.isOpen) Connection.close(database);
});

module.exports = { DatabaseSync, openHandle: (database) => Connection.openIn(database) };
