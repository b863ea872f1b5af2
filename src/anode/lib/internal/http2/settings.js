'use strict';

// Settings: objects in the API, checked, and pairs on the wire.

const { ArrayPrototypePush, Number, NumberIsNaN, ObjectEntries, ObjectKeys, SafeMap } = primordials;
const {
  codes: {
    ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH, ERR_HTTP2_INVALID_SETTING_VALUE, ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS, ERR_INVALID_ARG_TYPE,
  },
  hideStackFrames,
} = require('internal/errors');
const { isArrayBufferView } = require('internal/util/types');
const { assertIsObject } = require('internal/http2/headers');

const MOST_CUSTOM = 10;
const UINT32 = 2 ** 32 - 1;

const inRange = hideStackFrames((name, value, min = 0, max = Infinity) => {
  if (value !== undefined && (typeof value !== 'number' || value < min || value > max)) {
    throw new ERR_HTTP2_INVALID_SETTING_VALUE.RangeError.HideStackFramesError(name, value, min, max);
  }
});

const isFlag = hideStackFrames((name, value) => {
  if (value !== undefined && typeof value !== 'boolean') throw new ERR_HTTP2_INVALID_SETTING_VALUE.HideStackFramesError(name, value);
});

const validateSettings = hideStackFrames((settings) => {
  if (settings === undefined) return;
  assertIsObject.withoutStackTrace(settings.customSettings, 'customSettings', 'Number');
  if (settings.customSettings) {
    const entries = ObjectEntries(settings.customSettings);
    if (entries.length > MOST_CUSTOM) throw new ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS();
    for (let i = 0; i < entries.length; i++) {
      inRange.withoutStackTrace('customSettings:id', Number(entries[i][0]), 0, 0xffff);
      inRange.withoutStackTrace('customSettings:value', Number(entries[i][1]), 0, UINT32);
    }
  }
  inRange.withoutStackTrace('headerTableSize', settings.headerTableSize, 0, UINT32);
  inRange.withoutStackTrace('initialWindowSize', settings.initialWindowSize, 0, 2 ** 31 - 1);
  inRange.withoutStackTrace('maxFrameSize', settings.maxFrameSize, 16384, 2 ** 24 - 1);
  inRange.withoutStackTrace('maxConcurrentStreams', settings.maxConcurrentStreams, 0, UINT32);
  inRange.withoutStackTrace('maxHeaderListSize', settings.maxHeaderListSize, 0, UINT32);
  inRange.withoutStackTrace('maxHeaderSize', settings.maxHeaderSize, 0, UINT32);
  isFlag.withoutStackTrace('enablePush', settings.enablePush);
  isFlag.withoutStackTrace('enableConnectProtocol', settings.enableConnectProtocol);
});

// In the order of sending.
const known = [
  [1, 'headerTableSize'], [2, 'enablePush'], [3, 'maxConcurrentStreams'], [4, 'initialWindowSize'], [5, 'maxFrameSize'],
  [6, 'maxHeaderListSize'],
  [8, 'enableConnectProtocol'],
];
// Custom settings below this number are not custom: in Node the number is the index of a setting in a table.
const table = [
  'headerTableSize', 'enablePush', 'initialWindowSize', 'maxFrameSize', 'maxConcurrentStreams', 'maxHeaderListSize',
  'enableConnectProtocol',
];

// identifier, value, identifier, value …
function toEntries(settings) {
  const values = { __proto__: null };
  const custom = new SafeMap();
  if (typeof settings.customSettings === 'object') readCustom(settings.customSettings, values, custom);
  for (let i = 0; i < known.length; i++) {
    const name = known[i][1];
    const value = settings[name];
    if (typeof value === 'number' || typeof value === 'boolean') values[name] = Number(value);
  }
  if (settings.maxHeaderSize !== undefined && settings.maxHeaderSize !== settings.maxHeaderListSize) {
    process.emitWarning('settings.maxHeaderSize overwrite settings.maxHeaderListSize');
    values.maxHeaderListSize = settings.maxHeaderSize;
  }
  const entries = [];
  for (let i = 0; i < known.length; i++) {
    const { 0: id, 1: name } = known[i];
    if (values[name] !== undefined) ArrayPrototypePush(entries, id, values[name]);
  }
  custom.forEach((value, id) => ArrayPrototypePush(entries, id, value));
  return entries;
}

function readCustom(given, values, custom) {
  const keys = ObjectKeys(given);
  for (let i = 0; i < keys.length; i++) {
    const value = given[keys[i]];
    if (typeof value !== 'number') continue;
    const id = Number(keys[i]);
    if (NumberIsNaN(id) || id <= 0 || id > 0xffff) throw new ERR_HTTP2_INVALID_SETTING_VALUE.RangeError('Range Error', id, 0, 0xffff);
    if (NumberIsNaN(value) || value <= 0 || value > UINT32) {
      throw new ERR_HTTP2_INVALID_SETTING_VALUE.RangeError('Range Error', value, 0, UINT32);
    }
    if (table[id] !== undefined) {
      values[table[id]] = value;
    } else {
      if (!custom.has(id) && custom.size === MOST_CUSTOM) throw new ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS();
      custom.set(id, value);
    }
  }
}

function checkRemoteCustom(ids) {
  if (ids.length > MOST_CUSTOM) throw new ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS();
  for (let i = 0; i < ids.length; i++) {
    if (typeof ids[i] !== 'number' || !(ids[i] <= 0xffff && ids[i] >= 0)) {
      throw new ERR_HTTP2_INVALID_SETTING_VALUE.RangeError('Range Error', ids[i], 0, 0xffff);
    }
  }
}

// The settings in force (see wire/settings.js) as an object.
function fromWire(held) {
  const settings = {
    headerTableSize: held.headerTableSize,
    enablePush: held.enablePush !== 0,
    initialWindowSize: held.initialWindowSize,
    maxFrameSize: held.maxFrameSize,
    maxConcurrentStreams: held.maxConcurrentStreams,
    maxHeaderListSize: held.maxHeaderListSize,
    maxHeaderSize: held.maxHeaderListSize,
    enableConnectProtocol: held.enableConnectProtocol !== 0,
  };
  if (held.custom.size > 0) {
    settings.customSettings = {};
    held.custom.forEach((value, id) => { settings.customSettings[id] = value; });
  }
  return settings;
}

const getDefaultSettings = () => ({
  __proto__: null, headerTableSize: 4096, enablePush: true, initialWindowSize: 65535, maxFrameSize: 16384, maxConcurrentStreams: UINT32,
  maxHeaderSize: 65535, maxHeaderListSize: 65535, enableConnectProtocol: false,
});

function getPackedSettings(settings) {
  assertIsObject(settings, 'settings');
  validateSettings(settings);
  const entries = toEntries({ ...settings });
  const { Buffer } = require('buffer');
  const packed = Buffer.alloc(entries.length * 3);
  for (let i = 0; i < entries.length; i += 2) {
    packed.writeUInt16BE(entries[i], i * 3);
    packed.writeUInt32BE(entries[i + 1], i * 3 + 2);
  }
  return packed;
}

const names = {
  __proto__: null, 1: 'headerTableSize', 2: 'enablePush', 3: 'maxConcurrentStreams', 4: 'initialWindowSize', 5: 'maxFrameSize',
  6: 'maxHeaderListSize', 8: 'enableConnectProtocol',
};

function getUnpackedSettings(buf, options = {}) {
  if (!isArrayBufferView(buf) || buf.length === undefined) {
    throw new ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray'], buf);
  }
  if (buf.length % 6 !== 0) throw new ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH();
  const settings = {};
  for (let at = 0; at < buf.length; at += 6) {
    const id = buf[at] * 256 + buf[at + 1];
    const value = buf[at + 2] * 2 ** 24 + buf[at + 3] * 65536 + buf[at + 4] * 256 + buf[at + 5];
    if (names[id] === undefined) {
      settings.customSettings ??= {};
      settings.customSettings[id] = value;
    } else {
      if (id === 6) settings.maxHeaderSize = value;
      settings[names[id]] = id === 2 || id === 8 ? value !== 0 : value;
    }
  }
  if (options != null && options.validate) validateSettings(settings);
  return settings;
}

module.exports = {
  MOST_CUSTOM, checkRemoteCustom, fromWire, getDefaultSettings, getPackedSettings, getUnpackedSettings, toEntries, validateSettings,
};
