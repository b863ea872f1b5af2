'use strict';

// The parts of Buffer that other files use.

const { ObjectAssign, SafeWeakSet, Symbol } = primordials;

const { FastBuffer } = require('internal/buffer/pool');
const { isArrayBuffer } = require('internal/engine').types;
const integers = require('internal/buffer/integers');
const floats = require('internal/buffer/floats');
const { asciiWrite, methods: slices, utf8Write } = require('internal/buffer/legacy_slices');

function addBufferPrototypeMethods(proto) {
  ObjectAssign(proto, integers.methods, floats.methods, slices);
}

const untransferable = new SafeWeakSet();

const kLock = Symbol('untransferable');

function markAsUntransferable(value) {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
  untransferable.add(value);
  if (isArrayBuffer(value)) lock([value]);
}

// Lets nothing detach some ArrayBuffers.
function lock(buffers) {
  const { actions, has, native } = require('internal/vm/native');
  if (has('detach-keys')) native('detach-keys')(actions.LOCK, kLock, buffers);
}

// For buffers of the pool: one call for several.
function markAllAsUntransferable(buffers) {
  for (let i = 0; i < buffers.length; i++) untransferable.add(buffers[i]);
  lock(buffers);
}

function isMarkedAsUntransferable(value) {
  return value != null && untransferable.has(value);
}

function createUnsafeBuffer(size) {
  return new FastBuffer(size);
}

module.exports = {
  FastBuffer,
  addBufferPrototypeMethods,
  asciiWrite,
  createUnsafeBuffer,
  isMarkedAsUntransferable,
  markAllAsUntransferable,
  markAsUntransferable,
  utf8Write,
};
