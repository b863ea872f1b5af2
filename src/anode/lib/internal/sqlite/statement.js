'use strict';

// Prepared statements.

const {
  ArrayBufferIsView, ArrayPrototypeJoin, BigInt, IteratorPrototype, Number, ObjectKeys, ObjectSetPrototypeOf,
  SafeFinalizationRegistry, SafeMap, StringPrototypeSlice,
} = primordials;

const sqlite = binding('sqlite');
const {
  checkBoolean, illegalConstructor, illegalInvocation, invalidState, sqliteError,
} = require('internal/sqlite/errors');
const { settle } = require('internal/sqlite/outcome');
const { expose, getter, kMake } = require('internal/sqlite/objects');
const { decodeAll, encodeBinding, rowOf } = require('internal/sqlite/values');

const BATCH = 20_000;  // rows that cross at once
const AHEAD = 64;  // rows that an iteration of a statement which only reads fetches at once

const collected = new SafeFinalizationRegistry((number) => sqlite.finalize(number));

let isFinalized;  // (statement)

class StatementSync {
  #handle;       // the database's { number, generation }, which change when it is closed
  #database;
  #generation;
  #number;
  #source;
  #names;        // of the parameters, null where there is none
  #full;         // name -> index
  #bare;         // the same without their first character
  #big;
  #arrays;
  #bareNames;
  #unknownNames;
  #runs = 0;     // executions so far: an iteration of an earlier one has ended

  constructor(proof, handle, sql, options) {
    if (proof !== kMake) throw illegalConstructor();
    const { 0: number, 1: source, 2: names } = settle(sqlite.prepare(handle.number, sql));
    this.#handle = handle;
    this.#database = number === 0 ? 0 : handle.number;  // a text without a statement is a statement that is finalized
    this.#generation = handle.generation;
    this.#number = number;
    this.#source = source;
    this.#names = names;
    this.#big = options.readBigInts;
    this.#arrays = options.returnArrays;
    this.#bareNames = options.allowBareNamedParameters;
    this.#unknownNames = options.allowUnknownNamedParameters;
    if (number !== 0) collected.register(this, number);
    getter(this, 'sourceSQL', () => {
      this.#check();
      return this.#source;
    });
    getter(this, 'expandedSQL', () => {
      this.#check();
      return settle(sqlite.expanded(this.#number))[0];
    });
  }

  static {
    isFinalized = (statement) =>
      statement.#handle.number !== statement.#database || statement.#handle.generation !== statement.#generation;
  }

  #check() {
    if (!(#names in this)) throw illegalInvocation();
    if (isFinalized(this)) throw invalidState('statement has been finalized');
  }

  // ---- parameters ----

  #indexOf(key) {
    if (this.#full === undefined) {
      this.#full = new SafeMap();
      for (let i = 0; i < this.#names.length; i++) if (this.#names[i] !== null) this.#full.set(this.#names[i], i);
    }
    const index = this.#full.get(key) ?? (this.#bareNames ? this.#bare.get(key) : undefined);
    if (index !== undefined || this.#unknownNames) return index;
    throw invalidState(`Unknown named parameter '${key}'`);
  }

  #prepareBareNames() {
    const bare = new SafeMap();
    for (let i = 0; i < this.#names.length; i++) {
      const name = this.#names[i];
      if (name === null) continue;
      const key = StringPrototypeSlice(name, 1);
      if (bare.has(key)) {
        throw invalidState(
          `Cannot create bare named parameter '${key}' because of conflicting names '${this.#names[bare.get(key)]}' and '${name}'.`);
      }
      bare.set(key, i);
    }
    this.#bare = bare;
  }

  // The values of all parameters as text of JSON. A first argument that is an object names some.
  #bind(args) {
    if (args.length === 0) return '[]';
    const texts = [];
    let start = 0;
    const { 0: first } = args;
    if (((typeof first === 'object' && first !== null) || typeof first === 'function') && !ArrayBufferIsView(first)) {
      if (this.#bareNames && this.#bare === undefined) this.#prepareBareNames();
      start = 1;
      const keys = ObjectKeys(first);
      for (let i = 0; i < keys.length; i++) {
        const index = this.#indexOf(keys[i]);
        if (index !== undefined) this.#put(texts, index, first[keys[i]]);
      }
    }
    let index = 0;
    for (let i = start; i < args.length; i++) {
      while (index < this.#names.length && this.#names[index] !== null && this.#names[index][0] !== '?') index++;
      if (index >= this.#names.length) {
        throw sqliteError({ error: 'column index out of range', errcode: 25, errstr: 'column index out of range' });
      }
      this.#put(texts, index++, args[i]);
    }
    return `[${ArrayPrototypeJoin(texts, ',')}]`;
  }

  #put(texts, index, value) {
    for (let i = texts.length; i < index; i++) texts[i] = 'null';
    texts[index] = encodeBinding(value, index + 1);
  }

  // ---- executions ----

  #start(args) {
    this.#check();
    this.#runs++;
    return this.#bind(args);
  }

  #shape(names, row) {
    return this.#arrays ? decodeAll(row) : rowOf(names, row);
  }

  all(...args) {
    const bindings = this.#start(args);
    const { 0: names, 1: rows, 2: isMore } = settle(sqlite.all(this.#number, bindings, this.#big));
    const found = [];
    this.#append(found, names, rows);
    for (let more = isMore; more;) {
      const { 0: next, 1: isEvenMore } = settle(sqlite.more(this.#number, BATCH, this.#big));
      this.#append(found, names, next);
      more = isEvenMore;
    }
    return found;
  }

  #append(found, names, rows) {
    for (let i = 0; i < rows.length; i++) found[found.length] = this.#shape(names, rows[i]);
  }

  get(...args) {
    const bindings = this.#start(args);
    const { 0: names, 1: rows } = settle(sqlite.get(this.#number, bindings, this.#big));
    return names === undefined ? undefined : this.#shape(names, rows[0]);
  }

  run(...args) {
    const bindings = this.#start(args);
    const { 0: changes, 1: rowid } = settle(sqlite.run(this.#number, bindings));
    const convert = this.#big ? BigInt : Number;
    return { changes: convert(changes), lastInsertRowid: convert(rowid) };
  }

  iterate(...args) {
    const bindings = this.#start(args);
    const { 0: names, 1: mayFetchAhead } = settle(sqlite.iterate(this.#number, bindings));
    const run = this.#runs;
    const count = mayFetchAhead ? AHEAD : 1;
    let rows = [];
    let at = 0;
    let isLast = false;
    return new StatementSyncIterator(kMake, () => {
      this.#check();
      if (at === rows.length && isLast) return undefined;
      if (run !== this.#runs) throw invalidState('iterator was invalidated');
      if (at === rows.length) {
        const { 0: next, 1: isMore } = settle(sqlite.more(this.#number, count, this.#big));
        rows = next;
        at = 0;
        isLast = !isMore;
        if (rows.length === 0) return undefined;
      }
      return this.#shape(names, rows[at++]);
    }, () => {
      this.#check();
      if (!isLast && run === this.#runs) sqlite.reset(this.#number);
      isLast = true;
      at = rows.length;
    });
  }

  columns() {
    this.#check();
    const found = settle(sqlite.columns(this.#number));
    for (let i = 0; i < found.length; i++) {
      const { 0: name, 1: type, 2: database, 3: table, 4: column } = found[i];
      found[i] = { __proto__: null, column, database, name, table, type };
    }
    return found;
  }

  // ---- settings ----

  setAllowBareNamedParameters() {
    this.#check();
    this.#bareNames = checkBoolean(arguments[0], 'allowBareNamedParameters');
  }

  setAllowUnknownNamedParameters() {
    this.#check();
    this.#unknownNames = checkBoolean(arguments[0], 'enabled');
  }

  setReadBigInts() {
    this.#check();
    this.#big = checkBoolean(arguments[0], 'readBigInts');
  }

  setReturnArrays() {
    this.#check();
    this.#arrays = checkBoolean(arguments[0], 'returnArrays');
  }
}
expose(StatementSync, [
  'iterate', 'all', 'get', 'run', 'columns', 'setAllowBareNamedParameters', 'setAllowUnknownNamedParameters', 'setReadBigInts',
  'setReturnArrays',
]);

class StatementSyncIterator {
  #step;
  #end;

  constructor(proof, step, end) {
    if (proof !== kMake) throw illegalConstructor();
    this.#step = step;
    this.#end = end;
  }

  next() {
    if (!(#step in this)) throw illegalInvocation();
    const row = this.#step();
    return row === undefined ? { __proto__: null, done: true, value: null } : { __proto__: null, done: false, value: row };
  }

  return() {
    if (!(#step in this)) throw illegalInvocation();
    this.#end();
    return { __proto__: null, done: true, value: null };
  }
}
ObjectSetPrototypeOf(StatementSyncIterator.prototype, IteratorPrototype);
expose(StatementSyncIterator, ['next', 'return']);

module.exports = { StatementSync, isFinalized };
