'use strict';

// `node:sqlite`: databases in files and in memory, by SQLite's own library.

const { makeBackup } = require('internal/sqlite/backup');
const { constants } = require('internal/sqlite/constants');
const { DatabaseSync, openHandle } = require('internal/sqlite/database');
const { Session } = require('internal/sqlite/session');
const { StatementSync } = require('internal/sqlite/statement');

module.exports = { DatabaseSync, StatementSync, Session, constants, backup: makeBackup(openHandle) };
