'use strict';

// The kind of an object decides how it is shown: the text before its entries, the braces around them, and the function that formats them.

const {
  ArrayIsArray, ArrayPrototypeSplice, BigIntPrototypeValueOf, BooleanPrototypeValueOf, DatePrototypeGetTime,
  DatePrototypeToISOString, DatePrototypeToString, MapPrototypeGetSize, NumberIsNaN, NumberPrototypeValueOf,
  ObjectGetOwnPropertyNames, ObjectGetOwnPropertySymbols, ObjectKeys, ObjectPrototypePropertyIsEnumerable, RegExp,
  RegExpPrototypeToString, SafeArrayIterator, SetPrototypeGetSize, StringPrototypeToLowerCase, StringPrototypeValueOf,
  SymbolPrototypeValueOf, TypedArrayPrototypeGetLength, TypedArrayPrototypeGetSymbolToStringTag,
} = primordials;
const { getConstructorName: engineConstructorName, getOwnNonIndexProperties } = require('internal/engine');
const { isError } = require('internal/errors/is_error');
const types = require('internal/util/types');
const entries = require('internal/util/inspect/entries');
const { kArrayExtrasType, kObjectType } = require('internal/util/inspect/layout');
const { describeFunction, getPrefix } = require('internal/util/inspect/names');
const { formatNumber, formatPrimitive } = require('internal/util/inspect/primitives');
const { formatError } = require('internal/util/inspect/stacks');
const { stylizeNoColor } = require('internal/util/inspect/colors');

function getKeys(value, showHidden) {
  const symbols = ObjectGetOwnPropertySymbols(value);
  let keys;
  if (showHidden) {
    keys = ObjectGetOwnPropertyNames(value);
    for (let i = 0; i < symbols.length; i++) keys[keys.length] = symbols[i];
    return keys;
  }
  try {
    keys = ObjectKeys(value);
  } catch {
    // A module namespace with exports that have no value yet.
    keys = ObjectGetOwnPropertyNames(value);
  }
  for (let i = 0; i < symbols.length; i++) {
    if (ObjectPrototypePropertyIsEnumerable(value, symbols[i])) keys[keys.length] = symbols[i];
  }
  return keys;
}

// A description of how to show one kind of object. `text` alone is the whole of it, when there are no keys.
const noEntries = () => [];
const kind = (braces, format, keys, extrasType = kObjectType) => ({ base: '', braces, extrasType, format, keys });

function describeIterable(ctx, value, constructor, tag, protoProps) {
  if (ArrayIsArray(value)) {
    // The name of plain arrays is not shown.
    const prefix = constructor !== 'Array' || tag !== '' ?
      getPrefix(constructor, tag, 'Array', `(${value.length})`) : '';
    const keys = getOwnNonIndexProperties(value, !ctx.showHidden);
    if (value.length === 0 && keys.length === 0 && protoProps === undefined) return `${prefix}[]`;
    return kind([`${prefix}[`, ']'], entries.formatArray, keys, kArrayExtrasType);
  }
  if (types.isSet(value)) {
    const size = SetPrototypeGetSize(value);
    const prefix = getPrefix(constructor, tag, 'Set', `(${size})`);
    const keys = getKeys(value, ctx.showHidden);
    if (size === 0 && keys.length === 0 && protoProps === undefined) return `${prefix}{}`;
    return kind([`${prefix}{`, '}'], entries.formatSet, keys);
  }
  if (types.isMap(value)) {
    const size = MapPrototypeGetSize(value);
    const prefix = getPrefix(constructor, tag, 'Map', `(${size})`);
    const keys = getKeys(value, ctx.showHidden);
    if (size === 0 && keys.length === 0 && protoProps === undefined) return `${prefix}{}`;
    return kind([`${prefix}{`, '}'], entries.formatMap, keys);
  }
  if (types.isTypedArray(value)) {
    const keys = getOwnNonIndexProperties(value, !ctx.showHidden);
    let bound = value;
    let fallback = '';
    if (constructor === null) {
      fallback = TypedArrayPrototypeGetSymbolToStringTag(value);
      bound = new primordials[fallback](value);
    }
    const size = TypedArrayPrototypeGetLength(value);
    const prefix = getPrefix(constructor, tag, fallback, `(${size})`);
    if (size === 0 && keys.length === 0 && !ctx.showHidden) return `${prefix}[]`;
    const format = (...args) => entries.formatTypedArray(bound, ...new SafeArrayIterator(args));
    return kind([`${prefix}[`, ']'], format, keys, kArrayExtrasType);
  }
  const iterated = types.isMapIterator(value) ? 'Map' : types.isSetIterator(value) ? 'Set' : undefined;
  if (iterated !== undefined) {
    const expected = `${iterated} Iterator`;
    const braces = [`[${tag === expected ? tag : `${tag === '' ? '' : `${tag}] [`}${expected}`}] {`, '}'];
    return kind(braces, (...args) => entries.formatIterator(braces, ...new SafeArrayIterator(args)), getKeys(value, ctx.showHidden));
  }
  return undefined;
}

function describeOther(ctx, value, recurseTimes, constructor, tag, protoProps, typedArray) {
  const keys = getKeys(value, ctx.showHidden);
  const bare = () => keys.length === 0 && protoProps === undefined;
  const withPrefix = (fallback, format) => kind([`${getPrefix(constructor, tag, fallback)}{`, '}'], format, keys);
  const withBase = (base) => ({ ...kind(['{', '}'], noEntries, keys), base });

  if (typeof value === 'function') {
    const base = describeFunction(ctx, value, constructor, tag);
    return bare() ? ctx.stylize(base, 'special') : withBase(base);
  }
  if (constructor === 'Object' && !isKnownClass(value)) {
    let braces = ['{', '}'];
    if (types.isArgumentsObject(value)) braces = ['[Arguments] {', '}'];
    else if (tag !== '') braces = [`${getPrefix(constructor, tag, 'Object')}{`, '}'];
    return bare() ? `${braces[0]}}` : kind(braces, noEntries, keys);
  }
  if (types.isRegExp(value)) {
    const prefix = getPrefix(constructor, tag, 'RegExp');
    let base = RegExpPrototypeToString(constructor !== null ? value : new RegExp(value));
    if (prefix !== 'RegExp ') base = `${prefix}${base}`;
    if (bare() || (recurseTimes > ctx.depth && ctx.depth !== null)) return ctx.stylize(base, 'regexp');
    return withBase(base);
  }
  if (types.isDate(value)) {
    const prefix = getPrefix(constructor, tag, 'Date');
    let base = NumberIsNaN(DatePrototypeGetTime(value)) ?
      DatePrototypeToString(value) : DatePrototypeToISOString(value);
    if (prefix !== 'Date ') base = `${prefix}${base}`;
    return bare() ? ctx.stylize(base, 'date') : withBase(base);
  }
  if (isError(value)) {
    const base = formatError(value, constructor, tag, ctx, keys);
    return bare() ? base : withBase(base);
  }
  if (types.isAnyArrayBuffer(value)) {
    const fallback = types.isArrayBuffer(value) ? 'ArrayBuffer' : 'SharedArrayBuffer';
    if (!typedArray) return withPrefix(fallback, entries.formatArrayBuffer);
    // The bytes of a typed array are shown already.
    const size = formatNumber(ctx.stylize, value.byteLength, false);
    if (bare()) return `${getPrefix(constructor, tag, fallback)}{ [byteLength]: ${size} }`;
    return withPrefix(fallback, () => [`[byteLength]: ${size}`]);
  }
  if (types.isDataView(value)) return withPrefix('DataView', entries.formatDataView);
  if (types.isPromise(value)) return withPrefix('Promise', entries.formatPromise);
  if (types.isWeakSet(value)) return withPrefix('WeakSet', entries.formatWeakSet);
  if (types.isWeakMap(value)) return withPrefix('WeakMap', entries.formatWeakMap);
  if (types.isModuleNamespaceObject(value)) {
    return withPrefix('Module', (...args) => entries.formatNamespaceObject(keys, ...new SafeArrayIterator(args)));
  }
  if (types.isBoxedPrimitive(value)) {
    const base = describeBoxed(ctx, value, keys, constructor, tag);
    return bare() ? base : withBase(base);
  }
  if (tag === 'URL' || constructor === 'URL') {
    // Without its own inspector a URL would show nothing.
    if (require('internal/url').isURL(value) && !(recurseTimes > ctx.depth && ctx.depth !== null)) {
      return bare() ? value.href : withBase(value.href);
    }
  }
  if (bare()) {
    if (types.isExternal(value)) {
      return ctx.stylize(`[External: ${require('internal/process/addons').externalAddress(value)}]`, 'special');
    }
    return `${getPrefix(constructor, tag, ownName(value, tag))}{}`;
  }
  return withPrefix(ownName(value, tag), noEntries);
}

// Objects of these kinds may call themselves Object and still have more to show.
const isKnownClass = (value) => types.isRegExp(value) || types.isDate(value) || isError(value) ||
  types.isAnyArrayBuffer(value) || types.isDataView(value) || types.isPromise(value) || types.isWeakSet(value) ||
  types.isWeakMap(value) || types.isModuleNamespaceObject(value) || types.isBoxedPrimitive(value);

// The class that made an object, from the engine: the object has lost its prototype. Not repeated if the tag is the same name.
function ownName(value, tag) {
  const name = engineConstructorName(value);
  return name === tag ? 'Object' : name;
}

function describeBoxed(ctx, value, keys, constructor, tag) {
  let primitive;
  let type;
  if (types.isNumberObject(value)) {
    primitive = NumberPrototypeValueOf(value);
    type = 'Number';
  } else if (types.isStringObject(value)) {
    primitive = StringPrototypeValueOf(value);
    type = 'String';
    // Its characters are keys too.
    ArrayPrototypeSplice(keys, 0, value.length);
  } else if (types.isBooleanObject(value)) {
    primitive = BooleanPrototypeValueOf(value);
    type = 'Boolean';
  } else if (types.isBigIntObject(value)) {
    primitive = BigIntPrototypeValueOf(value);
    type = 'BigInt';
  } else {
    primitive = SymbolPrototypeValueOf(value);
    type = 'Symbol';
  }
  let base = `[${type}`;
  if (type !== constructor) base += constructor === null ? ' (null prototype)' : ` (${constructor})`;
  base += `: ${formatPrimitive(stylizeNoColor, primitive, ctx)}]`;
  if (tag !== '' && tag !== constructor) base += ` [${tag}]`;
  if (keys.length !== 0 || ctx.stylize === stylizeNoColor) return base;
  return ctx.stylize(base, StringPrototypeToLowerCase(type));
}

module.exports = { describeIterable, describeOther, ownName };
