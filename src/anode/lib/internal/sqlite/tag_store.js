'use strict';

// Statements as template literals: those used last are kept, by their text.

const { ArrayIsArray, ArrayPrototypeJoin, NumberIsInteger, ReflectApply, SafeMap } = primordials;

const { illegalConstructor, illegalInvocation, invalidState, invalidType } = require('internal/sqlite/errors');
const { expose, getter, kMake } = require('internal/sqlite/objects');
const { StatementSync, isFinalized } = require('internal/sqlite/statement');

const CAPACITY = 1000;

class SQLTagStore {
  #handle;
  #prepare;
  #capacity;
  #statements = new SafeMap();  // the one used last comes last

  constructor(proof, database, handle, prepare, capacity) {
    if (proof !== kMake) throw illegalConstructor();
    this.#handle = handle;
    this.#prepare = prepare;
    this.#capacity = NumberIsInteger(capacity) ? capacity : CAPACITY;
    getter(this, 'capacity', () => this.#capacity);
    getter(this, 'db', () => database);
    getter(this, 'size', () => this.#statements.size);
  }

  #statement(strings) {
    if (!(#prepare in this)) throw illegalInvocation();
    if (this.#handle.number === 0) throw invalidState('database is not open');
    if (!ArrayIsArray(strings)) throw invalidType('First argument must be an array of strings (template literal).');
    const text = ArrayPrototypeJoin(strings, '?');
    let statement = this.#statements.get(text);
    if (statement !== undefined) {
      this.#statements.delete(text);
      if (isFinalized(statement)) statement = undefined;
    }
    statement ??= this.#prepare(text);
    this.#statements.set(text, statement);
    if (this.#statements.size > this.#capacity) this.#statements.delete(this.#statements.keys().next().value);
    return statement;
  }

  get(strings, ...values) { return ReflectApply(StatementSync.prototype.get, this.#statement(strings), values); }
  all(strings, ...values) { return ReflectApply(StatementSync.prototype.all, this.#statement(strings), values); }
  iterate(strings, ...values) { return ReflectApply(StatementSync.prototype.iterate, this.#statement(strings), values); }
  run(strings, ...values) { return ReflectApply(StatementSync.prototype.run, this.#statement(strings), values); }

  clear() {
    if (!(#prepare in this)) throw illegalInvocation();
    this.#statements.clear();
  }
}
expose(SQLTagStore, ['get', 'all', 'iterate', 'run', 'clear']);

module.exports = { SQLTagStore };
