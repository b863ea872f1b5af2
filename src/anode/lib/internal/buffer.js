'use strict';

// The parts of Buffer that other files use.

const { ObjectAssign, SafeWeakSet } = primordials;

const { FastBuffer } = require('internal/buffer/pool');
const integers = require('internal/buffer/integers');
const floats = require('internal/buffer/floats');
const { asciiWrite, methods: slices, utf8Write } = require('internal/buffer/legacy_slices');

function addBufferPrototypeMethods(proto) {
  ObjectAssign(proto, integers.methods, floats.methods, slices);
}

const untransferable = new SafeWeakSet();

function markAsUntransferable(value) {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
  untransferable.add(value);
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
  markAsUntransferable,
  utf8Write,
};
