'use strict';

// The functions of node:fs that the calls of WASI rest on, as they are before a program replaces one of them.

const { calls, closeSync, openSync, readSync, writeSync } = require('internal/fs/descriptors');
const { lstatSync, realpathSync } = require('internal/fs/exists');
const pathCalls = require('internal/fs/path_calls');
const { readdirSync } = require('internal/fs/readdir');
const { rmdirSync } = require('internal/fs/rm');

module.exports = {
  closeSync, lstatSync, openSync, readSync, readdirSync, realpathSync, rmdirSync, writeSync,
  fdatasyncSync: calls.fdatasync.sync,
  fstatSync: calls.fstat.sync,
  fsyncSync: calls.fsync.sync,
  ftruncateSync: calls.ftruncate.sync,
  futimesSync: calls.futimes.sync,
  linkSync: pathCalls.link.sync,
  lutimesSync: pathCalls.lutimes.sync,
  mkdirSync: pathCalls.mkdir.sync,
  readlinkSync: pathCalls.readlink.sync,
  renameSync: pathCalls.rename.sync,
  symlinkSync: pathCalls.symlink.sync,
  unlinkSync: pathCalls.unlink.sync,
};
