'use strict';

// One value to text: which kind it is, its entries, its properties, and what a custom inspector makes of it.

const {
  ArrayIsArray,
  ArrayPrototypeIncludes,
  ArrayPrototypePushApply,
  ArrayPrototypeSlice,
  ArrayPrototypeSort,
  ArrayPrototypeSplice,
  BigIntPrototypeValueOf,
  BooleanPrototypeValueOf,
  DatePrototypeGetTime,
  DatePrototypeToISOString,
  DatePrototypeToString,
  FunctionPrototypeCall,
  FunctionPrototypeSymbolHasInstance,
  MapPrototypeGetSize,
  NumberIsNaN,
  NumberPrototypeValueOf,
  Object,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetOwnPropertyNames,
  ObjectGetOwnPropertySymbols,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  ObjectPrototypePropertyIsEnumerable,
  ObjectSetPrototypeOf,
  RegExp,
  RegExpPrototypeExec,
  RegExpPrototypeToString,
  SafeArrayIterator,
  SafeMap,
  SetPrototypeGetSize,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeToLowerCase,
  StringPrototypeValueOf,
  SymbolIterator,
  SymbolPrototypeToString,
  SymbolPrototypeValueOf,
  SymbolToStringTag,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeGetSymbolToStringTag,
} = primordials;
const {
  getConstructorName: engineConstructorName, getOwnNonIndexProperties, getProxyDetails,
} = require('internal/engine');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { isError } = require('internal/errors/is_error');
const { isStackOverflowError } = require('internal/errors');
const types = require('internal/util/types');

// The parts below call back into this file.
exports.formatProperty = formatProperty;
exports.formatValue = formatValue;
const entries = require('internal/util/inspect/entries');
const { kArrayExtrasType, kArrayType, kObjectType, reduceToSingleString } = require('internal/util/inspect/layout');
const { describeFunction, getConstructorName, getPrefix } = require('internal/util/inspect/names');
const { formatNumber, formatPrimitive } = require('internal/util/inspect/primitives');
const { formatError } = require('internal/util/inspect/stacks');
const { escapeName, indentLines, quoted, spaces } = require('internal/util/inspect/strings');
const { getStringWidth } = require('internal/util/inspect/width');

const stylizeNoColor = (text) => text;
exports.stylizeNoColor = stylizeNoColor;

// More text than this on one level, and the rest is shown without depth: half a gigabyte helps nobody.
const kMaxLevelLength = 2 ** 27;

function formatValue(ctx, value, recurseTimes, typedArray) {
  if (typeof value !== 'object' && typeof value !== 'function') return formatPrimitive(ctx.stylize, value, ctx);
  if (value === null) return ctx.stylize('null', 'null');

  const original = value;
  const proxy = getProxyDetails(value);
  if (proxy !== undefined) {
    if (proxy === null || proxy[0] === null) return ctx.stylize('<Revoked Proxy>', 'special');
    if (ctx.showProxy) return formatProxy(ctx, proxy, recurseTimes);
    // No trap of the proxy, or of a proxy it stands for, may run.
    let details = proxy;
    do {
      value = details[0];
      if (value === null) return ctx.stylize('<Revoked Proxy>', 'special');
      details = getProxyDetails(value);
    } while (details !== undefined && details !== null);
    if (details === null) return ctx.stylize('<Revoked Proxy>', 'special');
  }

  if (ctx.customInspect) {
    const custom = value[customInspectSymbol];
    const { inspect } = require('internal/util/inspect');
    if (typeof custom === 'function' && custom !== inspect &&
        // A prototype shows itself, not its instances' view.
        ObjectGetOwnPropertyDescriptor(value, 'constructor')?.value?.prototype !== value) {
      const depth = ctx.depth === null ? null : ctx.depth - recurseTimes;
      const crossContext = proxy !== undefined || !FunctionPrototypeSymbolHasInstance(Object, original);
      const result = FunctionPrototypeCall(custom, original, depth, getUserOptions(ctx, crossContext), inspect);
      if (result !== original) {
        if (typeof result !== 'string') return formatValue(ctx, result, recurseTimes);
        return indentLines(result, ctx.indentationLvl);
      }
    }
  }

  if (ArrayPrototypeIncludes(ctx.seen, value)) {
    let index = 1;
    if (ctx.circular === undefined) {
      ctx.circular = new SafeMap();
      ctx.circular.set(value, index);
    } else {
      index = ctx.circular.get(value);
      if (index === undefined) {
        index = ctx.circular.size + 1;
        ctx.circular.set(value, index);
      }
    }
    return ctx.stylize(`[Circular *${index}]`, 'special');
  }
  return formatRaw(ctx, value, recurseTimes, typedArray);
}

// What a custom inspector gets. To code of another realm nothing may lead back into this one.
function getUserOptions(ctx, crossContext) {
  const { inspectDefaultOptions } = require('internal/util/inspect');
  const options = { stylize: ctx.stylize };
  const names = ObjectKeys(inspectDefaultOptions);
  for (let i = 0; i < names.length; i++) options[names[i]] = ctx[names[i]];
  const given = ctx.userOptions;
  if (given !== undefined) {
    const givenNames = ObjectKeys(given);
    for (let i = 0; i < givenNames.length; i++) options[givenNames[i]] = given[givenNames[i]];
  }
  if (!crossContext) return options;

  ObjectSetPrototypeOf(options, null);
  const keys = ObjectKeys(options);
  for (let i = 0; i < keys.length; i++) {
    const value = options[keys[i]];
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') delete options[keys[i]];
  }
  options.stylize = ObjectSetPrototypeOf((text, style) => {
    let styled;
    try {
      styled = `${ctx.stylize(text, style)}`;
    } catch {
      // Values of the other realm may throw when made a string.
    }
    return typeof styled === 'string' ? styled : text;
  }, null);
  return options;
}

function formatProxy(ctx, proxy, recurseTimes) {
  if (recurseTimes > ctx.depth && ctx.depth !== null) return ctx.stylize('Proxy [Array]', 'special');
  recurseTimes += 1;
  ctx.indentationLvl += 2;
  const output = [formatValue(ctx, proxy[0], recurseTimes), formatValue(ctx, proxy[1], recurseTimes)];
  ctx.indentationLvl -= 2;
  return reduceToSingleString(ctx, output, '', ['Proxy [', ']'], kArrayExtrasType, recurseTimes);
}

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

function getTag(ctx, value, constructor) {
  let tag;
  try {
    tag = value[SymbolToStringTag];
  } catch {
    return '';
  }
  // An own property is shown with the others.
  const shown = ctx.showHidden ? ObjectPrototypeHasOwnProperty : ObjectPrototypePropertyIsEnumerable;
  if (typeof tag !== 'string' || tag === '' || shown(value, SymbolToStringTag)) return '';
  return constructor !== null && tag !== constructor && isWordOf(tag, constructor) ? '' : tag;
}

// MapSubclass need not be called [Map] too. Settings is no Set.
function isWordOf(tag, constructor) {
  const at = StringPrototypeIndexOf(constructor, tag);
  if (at === -1) return false;
  const next = constructor[at + tag.length];
  return next === undefined || (next >= 'A' && next <= 'Z');
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
    if (types.isExternal(value)) return ctx.stylize('[External]', 'special');
    return `${getPrefix(constructor, tag, ownName(value, tag))}{}`;
  }
  return withPrefix(ownName(value, tag), noEntries);
}

// Objects of these kinds may call themselves Object and still have more to show.
const isKnownClass = (value) => types.isRegExp(value) || types.isDate(value) || isError(value) ||
  types.isAnyArrayBuffer(value) || types.isDataView(value) || types.isPromise(value) || types.isWeakSet(value) ||
  types.isWeakMap(value) || types.isModuleNamespaceObject(value) || types.isBoxedPrimitive(value);

// The engine remembers what class made an object that has lost its prototype. Said once, by the tag if it says so.
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

function formatRaw(ctx, value, recurseTimes, typedArray) {
  let protoProps;
  if (ctx.showHidden && (recurseTimes <= ctx.depth || ctx.depth === null)) protoProps = [];
  const constructor = getConstructorName(value, ctx, recurseTimes, protoProps);
  if (protoProps !== undefined && protoProps.length === 0) protoProps = undefined;
  const tag = getTag(ctx, value, constructor);

  let shape;
  if (SymbolIterator in value || constructor === null) {
    shape = describeIterable(ctx, value, constructor, tag, protoProps);
  }
  shape ??= describeOther(ctx, value, recurseTimes, constructor, tag, protoProps, typedArray);
  if (typeof shape === 'string') return shape;
  const { braces, extrasType, format, keys } = shape;
  let { base } = shape;

  if (recurseTimes > ctx.depth && ctx.depth !== null) {
    const name = StringPrototypeSlice(getPrefix(constructor, tag, ownName(value, tag)), 0, -1);
    return ctx.stylize(constructor === null ? name : `[${name}]`, 'special');
  }
  recurseTimes += 1;
  ctx.seen[ctx.seen.length] = value;
  ctx.currentDepth = recurseTimes;
  const indentation = ctx.indentationLvl;
  let output;
  try {
    output = format(ctx, value, recurseTimes);
    for (let i = 0; i < keys.length; i++) {
      output[output.length] = formatProperty(ctx, value, recurseTimes, keys[i], extrasType);
    }
    if (protoProps !== undefined) ArrayPrototypePushApply(output, protoProps);
  } catch (error) {
    if (!isStackOverflowError(error)) throw error;
    const name = StringPrototypeSlice(getPrefix(constructor, tag, 'Object'), 0, -1);
    ctx.seen.length--;
    ctx.indentationLvl = indentation;
    return ctx.stylize(
      `[${name}: Inspection interrupted prematurely. Maximum call stack size exceeded.]`, 'special');
  }

  const index = ctx.circular?.get(value);
  if (index !== undefined) {
    const reference = ctx.stylize(`<ref *${index}>`, 'special');
    if (ctx.compact === true) braces[0] = `${reference} ${braces[0]}`;
    else base = base === '' ? reference : `${reference} ${base}`;
  }
  ctx.seen.length--;

  if (ctx.sorted) sortOutput(ctx, output, extrasType, keys.length);
  const result = reduceToSingleString(ctx, output, base, braces, extrasType, recurseTimes, value);
  const used = (ctx.budget[ctx.indentationLvl] || 0) + result.length;
  ctx.budget[ctx.indentationLvl] = used;
  if (used > kMaxLevelLength) ctx.depth = -1;
  return result;
}

// Elements keep their order, only the properties after them are sorted.
function sortOutput(ctx, output, extrasType, keyCount) {
  const comparator = ctx.sorted === true ? undefined : ctx.sorted;
  if (extrasType === kObjectType) {
    ArrayPrototypeSort(output, comparator);
  } else if (keyCount > 1) {
    const start = output.length - keyCount;
    const sorted = ArrayPrototypeSort(ArrayPrototypeSlice(output, start), comparator);
    for (let i = 0; i < sorted.length; i++) output[start + i] = sorted[i];
  }
}

const identifier = /^[a-zA-Z_][a-zA-Z_0-9]*$/;

function formatKey(ctx, key, enumerable) {
  if (typeof key === 'symbol') {
    const name = ctx.stylize(escapeName(SymbolPrototypeToString(key)), 'symbol');
    return enumerable ? name : `[${name}]`;
  }
  const name = key === '__proto__' ? "['__proto__']" : RegExpPrototypeExec(identifier, key) !== null ?
    ctx.stylize(key, 'name') : ctx.stylize(quoted(key), 'string');
  return enumerable ? name : `[${name}]`;
}

function formatGetter(ctx, descriptor, original, recurseTimes) {
  const label = descriptor.set !== undefined ? 'Getter/Setter' : 'Getter';
  const special = (text) => ctx.stylize(text, 'special');
  const wanted = ctx.getters === true || (ctx.getters === 'get' && descriptor.set === undefined) ||
    (ctx.getters === 'set' && descriptor.set !== undefined);
  if (!wanted) return special(`[${label}]`);
  const before = ctx.indentationLvl;
  try {
    const value = FunctionPrototypeCall(descriptor.get, original);
    ctx.indentationLvl += 2;
    let text;
    if (value === null) {
      text = `${special(`[${label}:`)} ${ctx.stylize('null', 'null')}${special(']')}`;
    } else if (typeof value === 'object') {
      text = `${special(`[${label}]`)} ${formatValue(ctx, value, recurseTimes)}`;
    } else {
      text = `${special(`[${label}:`)} ${formatPrimitive(ctx.stylize, value, ctx)}${special(']')}`;
    }
    return text;
  } catch (error) {
    return `${special(`[${label}:`)} <Inspection threw (${error.message})>${special(']')}`;
  } finally {
    ctx.indentationLvl = before;
  }
}

function formatProperty(ctx, value, recurseTimes, key, type, descriptor = undefined, original = value) {
  descriptor ??= ObjectGetOwnPropertyDescriptor(value, key) ?? { value: value[key], enumerable: true };
  let extra = ' ';
  let text;
  if (descriptor.value !== undefined) {
    const indent = ctx.compact !== true || type !== kObjectType ? 2 : 3;
    ctx.indentationLvl += indent;
    text = formatValue(ctx, descriptor.value, recurseTimes);
    if (indent === 3 && ctx.breakLength < getStringWidth(text, ctx.colors)) extra = `\n${spaces(ctx.indentationLvl)}`;
    ctx.indentationLvl -= indent;
  } else if (descriptor.get !== undefined) {
    text = formatGetter(ctx, descriptor, original, recurseTimes);
  } else if (descriptor.set !== undefined) {
    text = ctx.stylize('[Setter]', 'special');
  } else {
    text = ctx.stylize('undefined', 'undefined');
  }
  if (type === kArrayType) return text;
  return `${formatKey(ctx, key, descriptor.enumerable !== false)}:${extra}${text}`;
}
