'use strict';

// The text between the braces: elements of arrays, entries of maps, bytes, states of promises. Each takes (ctx, value, recurseTimes) and
// returns a list of strings.

const {
  ArrayPrototypeSort,
  Map,
  MapPrototypeEntries,
  MapPrototypeGetSize,
  MathMax,
  MathMin,
  NumberPrototypeToString,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  Set,
  SetPrototypeGetSize,
  SetPrototypeValues,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  TypedArrayPrototypeGetLength,
  Uint8Array,
  hardenRegExp,
  uncurryThis,
} = primordials;
const { getPromiseDetails } = require('internal/engine');
const { previewEntries } = require('internal/util/preview');
const { isStackOverflowError } = require('internal/errors');
const { kArrayExtrasType, kArrayType, kObjectType, reduceToSingleString } = require('internal/util/inspect/layout');
const { formatBigInt, formatNumber } = require('internal/util/inspect/primitives');
const recursion = require('internal/util/inspect/recursion');

const remainingText = (remaining) => `... ${remaining} more item${remaining > 1 ? 's' : ''}`;
const shownLength = (ctx, length) => MathMin(MathMax(0, ctx.maxArrayLength), length);

// --- Arrays -----------------------------------------------------------------------------------------------

function formatArray(ctx, value, recurseTimes) {
  const { length } = value;
  const shown = shownLength(ctx, length);
  const output = [];
  for (let i = 0; i < shown; i++) {
    if (!ObjectPrototypeHasOwnProperty(value, i)) return formatSparseArray(ctx, value, recurseTimes, shown, output, i);
    output[i] = recursion.formatProperty(ctx, value, recurseTimes, i, kArrayType);
  }
  if (length > shown) output[output.length] = remainingText(length - shown);
  return output;
}

const arrayIndex = /^(0|[1-9][0-9]*)$/;
const kMaxIndex = 2 ** 32 - 2;

const emptyItems = (ctx, count) => ctx.stylize(`<${count} empty item${count > 1 ? 's' : ''}>`, 'undefined');

// Goes on where the first hole is, by the keys that exist.
function formatSparseArray(ctx, value, recurseTimes, maxLength, output, i) {
  const keys = ObjectKeys(value);
  let index = i;
  for (; i < keys.length && output.length < maxLength; i++) {
    const key = keys[i];
    // Keys beyond the last index are properties, and come later.
    if (+key > kMaxIndex) break;
    if (`${index}` !== key) {
      if (RegExpPrototypeExec(arrayIndex, key) === null) break;
      output[output.length] = emptyItems(ctx, key - index);
      index = +key;
      if (output.length === maxLength) break;
    }
    output[output.length] = recursion.formatProperty(ctx, value, recurseTimes, key, kArrayType);
    index++;
  }
  const remaining = value.length - index;
  if (remaining > 0) {
    output[output.length] = output.length === maxLength ? remainingText(remaining) : emptyItems(ctx, remaining);
  }
  return output;
}

// `bound` is the array with a typed array's prototype, for those that have lost theirs.
function formatTypedArray(bound, ctx, value, recurseTimes) {
  const length = TypedArrayPrototypeGetLength(bound);
  const shown = shownLength(ctx, length);
  const output = [];
  const formatElement = bound.length > 0 && typeof bound[0] === 'number' ? formatNumber : formatBigInt;
  for (let i = 0; i < shown; i++) output[i] = formatElement(ctx.stylize, bound[i], ctx.numericSeparator);
  if (length > shown) output[shown] = remainingText(length - shown);
  if (ctx.showHidden) {
    formatInherited(ctx, value, recurseTimes, output,
                    ['BYTES_PER_ELEMENT', 'length', 'byteLength', 'byteOffset', 'buffer'], true);
  }
  return output;
}

// Properties that are getters of the class. `nested` keeps a buffer from showing its bytes again.
function formatInherited(ctx, value, recurseTimes, output, names, nested) {
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const level = ctx.indentationLvl;
    ctx.indentationLvl += 2;
    let text;
    try {
      text = recursion.formatValue(ctx, value[name], recurseTimes, nested);
      ctx.indentationLvl = level;
    } catch (error) {
      if (isStackOverflowError(error)) throw error;
      // The buffer was transferred away. The following lines stay indented as in Node's output, which its tests expect.
      text = recursion.formatValue(ctx, name === 'byteLength' ? 0 : undefined, recurseTimes);
    }
    output[output.length] = `${ctx.stylize(`[${name}]`, 'string')}: ${text}`;
  }
  return output;
}

function formatDataView(ctx, value, recurseTimes) {
  return formatInherited(ctx, value, recurseTimes, [], ['byteLength', 'byteOffset', 'buffer'], false);
}

function formatArrayBuffer(ctx, value, recurseTimes) {
  let bytes;
  try {
    bytes = new Uint8Array(value);
  } catch {
    const output = [ctx.stylize('(detached)', 'special')];
    return formatInherited(ctx, value, recurseTimes, output, ['byteLength'], false);
  }
  const shown = shownLength(ctx, bytes.length);
  let text = '';
  for (let i = 0; i < shown; i++) {
    text += `${i === 0 ? '' : ' '}${bytes[i] < 16 ? '0' : ''}${NumberPrototypeToString(bytes[i], 16)}`;
  }
  const remaining = bytes.length - shown;
  if (remaining > 0) text += ` ... ${remaining} more byte${remaining > 1 ? 's' : ''}`;
  const output = [`${ctx.stylize('[Uint8Contents]', 'special')}: <${text}>`];
  return formatInherited(ctx, value, recurseTimes, output, ['byteLength'], false);
}

// --- Maps, sets, and iterators of them --------------------------------------------------------------------

function formatSet(ctx, value, recurseTimes) {
  const size = SetPrototypeGetSize(value);
  const shown = shownLength(ctx, size);
  const output = [];
  const iterator = SetPrototypeValues(value);
  ctx.indentationLvl += 2;
  for (let i = 0; i < shown; i++) output[i] = recursion.formatValue(ctx, nextOfSet(iterator).value, recurseTimes);
  if (size > shown) output[output.length] = remainingText(size - shown);
  ctx.indentationLvl -= 2;
  return output;
}

function formatMap(ctx, value, recurseTimes) {
  const size = MapPrototypeGetSize(value);
  const shown = shownLength(ctx, size);
  const output = [];
  const iterator = MapPrototypeEntries(value);
  ctx.indentationLvl += 2;
  for (let i = 0; i < shown; i++) {
    const entry = nextOfMap(iterator).value;
    const key = recursion.formatValue(ctx, entry[0], recurseTimes);
    output[i] = `${key} => ${recursion.formatValue(ctx, entry[1], recurseTimes)}`;
  }
  if (size > shown) output[output.length] = remainingText(size - shown);
  ctx.indentationLvl -= 2;
  return output;
}

const nextOfSet = uncurryThis(SetPrototypeValues(new Set()).next);
const nextOfMap = uncurryThis(MapPrototypeEntries(new Map()).next);

const unknownItems = (ctx) => [ctx.stylize('<items unknown>', 'special')];

// Entries come flat, key after key and value; iterators over keys or values alone give single items.
function formatPreview(ctx, entries, pairs, separator, recurseTimes, sort) {
  const step = pairs ? 2 : 1;
  const length = entries.length / step;
  const shown = shownLength(ctx, length);
  let output = [];
  ctx.indentationLvl += 2;
  for (let i = 0; i < shown; i++) {
    if (!pairs) {
      output[i] = recursion.formatValue(ctx, entries[i], recurseTimes);
      continue;
    }
    const key = recursion.formatValue(ctx, entries[i * 2], recurseTimes);
    const item = recursion.formatValue(ctx, entries[i * 2 + 1], recurseTimes);
    output[i] = separator !== undefined ? `${key}${separator}${item}` :
      reduceToSingleString(ctx, [key, item], '', ['[', ']'], kArrayExtrasType, recurseTimes);
  }
  ctx.indentationLvl -= 2;
  // Weak collections have no order.
  if (sort && !ctx.sorted) output = ArrayPrototypeSort(output);
  if (length > shown) output[output.length] = remainingText(length - shown);
  return output;
}

function formatWeakCollection(ctx, value, recurseTimes, pairs) {
  const entries = ctx.showHidden ? previewEntries(value) : undefined;
  if (entries === undefined) return unknownItems(ctx);
  return formatPreview(ctx, entries, pairs, ' => ', recurseTimes, true);
}

const formatWeakSet = (ctx, value, recurseTimes) => formatWeakCollection(ctx, value, recurseTimes, false);
const formatWeakMap = (ctx, value, recurseTimes) => formatWeakCollection(ctx, value, recurseTimes, true);

const iteratorName = hardenRegExp(/ Iterator] {$/);

function formatIterator(braces, ctx, value, recurseTimes) {
  const preview = previewEntries(value, true);
  if (preview === undefined) return unknownItems(ctx);
  const { 0: entries, 1: isKeyValue } = preview;
  if (isKeyValue) {
    // The tag says Iterator; the entries are more exact.
    braces[0] = RegExpPrototypeSymbolReplace(iteratorName, braces[0], ' Entries] {');
    return formatPreview(ctx, entries, true, undefined, recurseTimes, false);
  }
  return formatPreview(ctx, entries, false, undefined, recurseTimes, false);
}

// --- Others -----------------------------------------------------------------------------------------------

function formatPromise(ctx, value, recurseTimes) {
  const { 0: state, 1: result } = getPromiseDetails(value);
  if (state === 0) return [ctx.stylize('<pending>', 'special')];
  ctx.indentationLvl += 2;
  const text = recursion.formatValue(ctx, result, recurseTimes);
  ctx.indentationLvl -= 2;
  return [state === 2 ? `${ctx.stylize('<rejected>', 'special')} ${text}` : text];
}

// Exports of a module that has not run yet throw when read.
function formatNamespaceObject(keys, ctx, value, recurseTimes) {
  const output = [];
  for (let i = 0; i < keys.length; i++) {
    try {
      output[i] = recursion.formatProperty(ctx, value, recurseTimes, keys[i], kObjectType);
    } catch {
      const text = recursion.formatProperty(ctx, { [keys[i]]: '' }, recurseTimes, keys[i], kObjectType);
      const end = StringPrototypeLastIndexOf(text, ' ');
      output[i] = StringPrototypeSlice(text, 0, end + 1) + ctx.stylize('<uninitialized>', 'special');
    }
  }
  keys.length = 0;
  return output;
}

module.exports = {
  formatArray,
  formatArrayBuffer,
  formatDataView,
  formatIterator,
  formatMap,
  formatNamespaceObject,
  formatPromise,
  formatSet,
  formatTypedArray,
  formatWeakMap,
  formatWeakSet,
};
