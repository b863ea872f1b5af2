'use strict';

// One value as text: its kind, its entries, its properties, or the result of its custom inspector.

const {
  ArrayPrototypeIncludes, ArrayPrototypePushApply, ArrayPrototypeSlice, ArrayPrototypeSort, FunctionPrototypeCall,
  FunctionPrototypeSymbolHasInstance, Object, ObjectGetOwnPropertyDescriptor, ObjectKeys, ObjectPrototypeHasOwnProperty,
  ObjectPrototypePropertyIsEnumerable, ObjectSetPrototypeOf, RegExpPrototypeExec, SafeMap, StringPrototypeIndexOf,
  StringPrototypeSlice, SymbolIterator, SymbolPrototypeToString, SymbolToStringTag,
} = primordials;
const { getProxyDetails } = require('internal/engine');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { isStackOverflowError } = require('internal/errors');
const recursion = require('internal/util/inspect/recursion');
const { kArrayExtrasType, kArrayType, kObjectType, reduceToSingleString } = require('internal/util/inspect/layout');
const { getConstructorName, getPrefix } = require('internal/util/inspect/names');
const { formatPrimitive } = require('internal/util/inspect/primitives');
const { escapeName, indentLines, quoted, spaces } = require('internal/util/inspect/strings');
const { getStringWidth } = require('internal/util/inspect/width');
const { describeIterable, describeOther, ownName } = require('internal/util/inspect/kinds');

// If one level has more text than this, the rest is shown without depth: half a gigabyte is of no use.
const kMaxLevelLength = 2 ** 27;

function formatValue(ctx, value, recurseTimes, typedArray) {
  if (typeof value !== 'object' && typeof value !== 'function') return formatPrimitive(ctx.stylize, value, ctx);
  if (value === null) return ctx.stylize('null', 'null');

  const original = value;
  const proxy = getProxyDetails(value);
  if (proxy !== undefined) {
    if (proxy === null || proxy[0] === null) return ctx.stylize('<Revoked Proxy>', 'special');
    if (ctx.showProxy) return formatProxy(ctx, proxy, recurseTimes);
    // No trap of the proxy, or of a proxy below it, may run.
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
        // A prototype is shown by its properties, not by its instances' inspector.
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

// The options for a custom inspector. Code of another realm must not reach this realm through them.
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

// MapSubclass need not be called [Map] too; but Settings is not a Set.
function isWordOf(tag, constructor) {
  const at = StringPrototypeIndexOf(constructor, tag);
  if (at === -1) return false;
  const next = constructor[at + tag.length];
  return next === undefined || (next >= 'A' && next <= 'Z');
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

recursion.formatProperty = formatProperty;
recursion.formatValue = formatValue;

module.exports = { formatValue };
