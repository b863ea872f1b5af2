'use strict';

// Sessions record changes; a changeset brings them into another database.

const { NumberIsInteger, ReflectApply, Uint8Array } = primordials;

const sessions = binding('sqlite/session');
const {
  checkFunction, checkObject, checkString, illegalConstructor, illegalInvocation, invalidState, invalidType,
} = require('internal/sqlite/errors');
const { expose, exposeDispose, kMake } = require('internal/sqlite/objects');
const { dropFunction, keepFunction, settle } = require('internal/sqlite/outcome');
const { isUint8Array } = require('internal/util/types');

const MISUSE = -1;  // no answer to a conflict: SQLite refuses it

class Session {
  #handle;
  #database;
  #number;

  constructor(proof, handle, number) {
    if (proof !== kMake) throw illegalConstructor();
    this.#handle = handle;
    this.#database = handle.number;
    this.#number = number;
  }

  #check() {
    if (!(#number in this)) throw illegalInvocation();
    if (this.#handle.number !== this.#database) throw invalidState('database is not open');
    if (this.#number === 0) throw invalidState('session is not open');
  }

  #changes(patch) {
    this.#check();
    return new Uint8Array(sessions.changes(this.#database, this.#number, patch));
  }

  changeset() { return this.#changes(false); }
  patchset() { return this.#changes(true); }

  close() {
    this.#check();
    sessions.close(this.#database, this.#number);
    this.#number = 0;
  }

  static {
    exposeDispose(Session, (session) => {
      if (session.#handle.number === session.#database && session.#number !== 0) session.close();
    });
  }
}
expose(Session, ['changeset', 'patchset', 'close']);

function createSession(handle, given) {
  let table;
  let schema = 'main';
  if (given.length > 0 && given[0] !== undefined) {
    const options = checkObject(given[0], 'options');
    if (options.table !== undefined) table = checkString(options.table, 'options.table');
    if (options.db !== undefined) schema = checkString(options.db, 'options.db');
  }
  return new Session(kMake, handle, settle(sessions.create(handle.number, schema, table))[0]);
}

function applyChangeset(handle, changeset, given) {
  if (!isUint8Array(changeset)) throw invalidType('The "changeset" argument must be a Uint8Array.');
  let filter = 0;
  let conflict = 0;
  if (given !== undefined) {
    const { filter: wanted, onConflict: resolve } = checkObject(given, 'options');
    if (resolve !== undefined) checkFunction(resolve, 'options.onConflict');
    if (wanted !== undefined) checkFunction(wanted, 'options.filter');
    if (resolve !== undefined) {
      conflict = keepFunction((args) => {
        const answer = ReflectApply(resolve, undefined, args);
        return `${NumberIsInteger(answer) ? answer : MISUSE}`;
      });
    }
    if (wanted !== undefined) filter = keepFunction((args) => (ReflectApply(wanted, undefined, args) ? 'true' : 'false'));
  }
  try {
    return settle(sessions.apply(handle.number, changeset, filter, conflict))[0];
  } catch (error) {
    if (error?.code === 'ERR_SQLITE_ERROR') delete error.errstr;  // Node's errors of changesets have none
    throw error;
  } finally {
    dropFunction(filter);
    dropFunction(conflict);
  }
}

module.exports = { Session, applyChangeset, createSession };
