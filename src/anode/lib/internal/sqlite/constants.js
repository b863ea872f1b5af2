'use strict';

// node:sqlite's numbers: answers to conflicts of changesets and their reasons, results and actions of authorizers.

const { ObjectDefineProperty, ObjectEntries } = primordials;

const numbers = {
  CHANGESET_OMIT: 0, CHANGESET_REPLACE: 1, CHANGESET_ABORT: 2,
  CHANGESET_DATA: 1, CHANGESET_NOTFOUND: 2, CHANGESET_CONFLICT: 3, CHANGESET_CONSTRAINT: 4, CHANGESET_FOREIGN_KEY: 5,
  OK: 0, DENY: 1, IGNORE: 2,
  CREATE_INDEX: 1, CREATE_TABLE: 2, CREATE_TEMP_INDEX: 3, CREATE_TEMP_TABLE: 4, CREATE_TEMP_TRIGGER: 5, CREATE_TEMP_VIEW: 6,
  CREATE_TRIGGER: 7, CREATE_VIEW: 8, DELETE: 9, DROP_INDEX: 10, DROP_TABLE: 11, DROP_TEMP_INDEX: 12, DROP_TEMP_TABLE: 13,
  DROP_TEMP_TRIGGER: 14, DROP_TEMP_VIEW: 15, DROP_TRIGGER: 16, DROP_VIEW: 17, INSERT: 18, PRAGMA: 19, READ: 20, SELECT: 21,
  TRANSACTION: 22, UPDATE: 23, ATTACH: 24, DETACH: 25, ALTER_TABLE: 26, REINDEX: 27, ANALYZE: 28, CREATE_VTABLE: 29, DROP_VTABLE: 30,
  FUNCTION: 31, SAVEPOINT: 32, COPY: 0, RECURSIVE: 33,
};

const constants = { __proto__: { __proto__: null } };
const entries = ObjectEntries(numbers);
for (let i = 0; i < entries.length; i++) {
  ObjectDefineProperty(constants, `SQLITE_${entries[i][0]}`, {
    __proto__: null, value: entries[i][1], writable: false, enumerable: true, configurable: false,
  });
}

module.exports = { constants };
