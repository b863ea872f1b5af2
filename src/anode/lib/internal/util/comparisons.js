'use strict';

// Deep equality, in the four forms assert and util have:
//   loose    assert.deepEqual: primitives by ==, prototypes and symbols do not count
//   strict   assert.deepStrictEqual, util.isDeepStrictEqual
//   shapes   strict, but prototypes do not count (skipPrototype)
//   partial  assert.partialDeepStrictEqual: the first value may have more than the second asks for

const {
  ArrayIsArray,
  BigIntPrototypeValueOf,
  BooleanPrototypeValueOf,
  DatePrototypeGetTime,
  Error,
  ErrorPrototype,
  NumberPrototypeValueOf,
  ObjectGetOwnPropertySymbols,
  ObjectGetPrototypeOf,
  ObjectIs,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  ObjectPrototypeIsPrototypeOf,
  ObjectPrototypePropertyIsEnumerable,
  ObjectPrototypeToString,
  RegExpPrototypeGetFlags,
  RegExpPrototypeGetSource,
  SafeSet,
  StringPrototypeValueOf,
  SymbolPrototypeValueOf,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeGetSymbolToStringTag,
  Uint8Array,
} = primordials;
const { getOwnNonIndexProperties } = require('internal/engine');
const types = require('internal/util/types');
const { mapEquiv, setEquiv } = require('internal/util/collection_comparisons');

const kLoose = 0;
const kStrict = 1;
const kPartial = 2;
const kShapes = 3;

// The kinds of contents an object has besides its properties.
const kNothing = 0;
const kElements = 1;
const kSetItems = 2;
const kMapItems = 3;

function innerDeepEqual(val1, val2, mode, memos) {
  if (val1 === val2) return val1 !== 0 || ObjectIs(val1, val2) || mode === kLoose;
  if (mode === kLoose) {
    if (val1 === null || typeof val1 !== 'object') {
      return (val2 === null || typeof val2 !== 'object') &&
        // eslint-disable-next-line eqeqeq
        (val1 == val2 || (val1 !== val1 && val2 !== val2));
    }
    if (val2 === null || typeof val2 !== 'object') return false;
  } else {
    if (typeof val1 === 'number') return val1 !== val1 && val2 !== val2;
    if (typeof val1 !== 'object' || typeof val2 !== 'object' || val1 === null || val2 === null) return false;
    if (mode === kStrict && ObjectGetPrototypeOf(val1) !== ObjectGetPrototypeOf(val2)) return false;
  }
  return objectsEqual(val1, val2, mode, memos);
}

// The tags are compared first, so an object with a false tag only equals one with the same false tag.
function objectsEqual(val1, val2, mode, memos) {
  const tag = ObjectPrototypeToString(val1);
  if (tag !== ObjectPrototypeToString(val2)) return false;

  if (ArrayIsArray(val1)) {
    if (!ArrayIsArray(val2)) return false;
    if (mode === kPartial ? val1.length < val2.length : val1.length !== val2.length) return false;
    const keys2 = namedKeys(val2);
    if (mode !== kPartial && keys2.length !== namedKeys(val1).length) return false;
    return keyCheck(val1, val2, mode, memos, kElements, keys2);
  }
  if (tag === '[object Object]') return keyCheck(val1, val2, mode, memos, kNothing);
  if (types.isDate(val1)) {
    if (!types.isDate(val2) || !ObjectIs(DatePrototypeGetTime(val1), DatePrototypeGetTime(val2))) return false;
  } else if (types.isRegExp(val1)) {
    if (!types.isRegExp(val2) || RegExpPrototypeGetSource(val1) !== RegExpPrototypeGetSource(val2) ||
        RegExpPrototypeGetFlags(val1) !== RegExpPrototypeGetFlags(val2) || val1.lastIndex !== val2.lastIndex) {
      return false;
    }
  } else if (types.isArrayBufferView(val1)) {
    if (TypedArrayPrototypeGetSymbolToStringTag(val1) !== TypedArrayPrototypeGetSymbolToStringTag(val2)) return false;
    if (!viewsEqual(val1, val2, mode)) return false;
    const keys2 = namedKeys(val2);
    if (mode !== kPartial && keys2.length !== namedKeys(val1).length) return false;
    return keyCheck(val1, val2, mode, memos, kNothing, keys2);
  } else if (types.isSet(val1)) {
    if (!types.isSet(val2) || !sizesFit(val1.size, val2.size, mode)) return false;
    return keyCheck(val1, val2, mode, memos, kSetItems);
  } else if (types.isMap(val1)) {
    if (!types.isMap(val2) || !sizesFit(val1.size, val2.size, mode)) return false;
    return keyCheck(val1, val2, mode, memos, kMapItems);
  } else if (types.isAnyArrayBuffer(val1)) {
    if (!types.isAnyArrayBuffer(val2) || !bytesEqual(new Uint8Array(val1), new Uint8Array(val2), mode)) return false;
  } else if (types.isBoxedPrimitive(val1)) {
    if (!boxesEqual(val1, val2)) return false;
  } else if (isError(val1)) {
    if (!isError(val2) || !errorsEqual(val1, val2, mode, memos)) return false;
  } else if (types.isWeakMap(val1) || types.isWeakSet(val1) || types.isPromise(val1)) {
    // Their contents cannot be seen, so only the same object is equal.
    return false;
  } else if (ArrayIsArray(val2) || types.isArrayBufferView(val2) || types.isSet(val2) || types.isMap(val2) ||
             types.isDate(val2) || types.isRegExp(val2) || types.isAnyArrayBuffer(val2) ||
             types.isBoxedPrimitive(val2) || isError(val2)) {
    return false;
  } else if (tag === '[object URL]') {
    const { isURL } = require('internal/url');
    if (isURL(val1) && (!isURL(val2) || val1.href !== val2.href)) return false;
  } else if (tag === '[object KeyObject]') {
    if (types.isKeyObject(val1) && (!types.isKeyObject(val2) || !val1.equals(val2))) return false;
  } else if (tag === '[object CryptoKey]') {
    if (types.isCryptoKey(val1) && !cryptoKeysEqual(val1, val2, mode, memos)) return false;
  }
  return keyCheck(val1, val2, mode, memos, kNothing);
}

const isError = (value) => types.isNativeError(value) || ObjectPrototypeIsPrototypeOf(ErrorPrototype, value) ||
  value instanceof Error;

const sizesFit = (size1, size2, mode) => (mode === kPartial ? size1 >= size2 : size1 === size2);

// Properties beside the elements. Symbols are compared with the other symbols, in strict modes alone.
function namedKeys(value) {
  const keys = getOwnNonIndexProperties(value, true);
  const result = [];
  for (let i = 0; i < keys.length; i++) {
    if (typeof keys[i] !== 'symbol') result[result.length] = keys[i];
  }
  return result;
}

// --- Bytes and boxes --------------------------------------------------------------------------------------

function viewsEqual(val1, val2, mode) {
  const name = TypedArrayPrototypeGetSymbolToStringTag(val1);
  if (mode === kLoose && (name === 'Float16Array' || name === 'Float32Array' || name === 'Float64Array')) {
    const length = TypedArrayPrototypeGetLength(val1);
    if (length !== TypedArrayPrototypeGetLength(val2)) return false;
    for (let i = 0; i < length; i++) {
      if (val1[i] !== val2[i]) return false;
    }
    return true;
  }
  if (mode !== kPartial && val1.byteLength !== val2.byteLength) return false;
  // Bytes: NaN is equal to itself, 0 is not -0.
  return bytesEqual(new Uint8Array(val1.buffer, val1.byteOffset, val1.byteLength),
                    new Uint8Array(val2.buffer, val2.byteOffset, val2.byteLength), mode);
}

function bytesEqual(bytes1, bytes2, mode) {
  const length1 = TypedArrayPrototypeGetLength(bytes1);
  const length2 = TypedArrayPrototypeGetLength(bytes2);
  if (length1 !== length2 && (mode !== kPartial || length1 < length2)) return false;
  let at = 0;
  for (let i = 0; i < length2; i++, at++) {
    while (bytes1[at] !== bytes2[i]) {
      if (mode !== kPartial || ++at > length1 - length2 + i) return false;
    }
  }
  return true;
}

function boxesEqual(val1, val2) {
  if (types.isNumberObject(val1)) {
    return types.isNumberObject(val2) && ObjectIs(NumberPrototypeValueOf(val1), NumberPrototypeValueOf(val2));
  }
  if (types.isStringObject(val1)) {
    return types.isStringObject(val2) && StringPrototypeValueOf(val1) === StringPrototypeValueOf(val2);
  }
  if (types.isBooleanObject(val1)) {
    return types.isBooleanObject(val2) && BooleanPrototypeValueOf(val1) === BooleanPrototypeValueOf(val2);
  }
  if (types.isBigIntObject(val1)) {
    return types.isBigIntObject(val2) && BigIntPrototypeValueOf(val1) === BigIntPrototypeValueOf(val2);
  }
  return types.isSymbolObject(val2) && SymbolPrototypeValueOf(val1) === SymbolPrototypeValueOf(val2);
}

// Stacks always differ, so they do not count. The other properties count though they are hidden; enumerable ones are compared with the
// rest.
function errorsEqual(val1, val2, mode, memos) {
  const equalHidden = (name) => ObjectPrototypePropertyIsEnumerable(val2, name) ||
    (mode === kPartial && (val2[name] === undefined || val2[name] === '')) ||
    innerDeepEqual(val1[name], val2[name], mode, memos);
  if (!equalHidden('message') || !equalHidden('name') || !equalHidden('cause') || !equalHidden('errors')) return false;
  const sameOwner = (name) => {
    const has2 = ObjectPrototypeHasOwnProperty(val2, name);
    return ObjectPrototypeHasOwnProperty(val1, name) === has2 || (mode === kPartial && !has2);
  };
  return sameOwner('cause') && sameOwner('errors');
}

function cryptoKeysEqual(val1, val2, mode, memos) {
  if (!types.isCryptoKey(val2) || val1.extractable !== val2.extractable ||
      !innerDeepEqual(val1.algorithm, val2.algorithm, mode, memos) ||
      !innerDeepEqual(val1.usages, val2.usages, mode, memos)) {
    return false;
  }
  const { KeyObject } = require('crypto');
  return KeyObject.from(val1).equals(KeyObject.from(val2));
}

// --- Properties -------------------------------------------------------------------------------------------

function keyCheck(val1, val2, mode, memos, holds, keys2 = undefined) {
  if (keys2 === undefined) {
    keys2 = ObjectKeys(val2);
    if (mode !== kPartial && keys2.length !== ObjectKeys(val1).length) return false;
  }
  for (let i = 0; i < keys2.length; i++) {
    if (!ObjectPrototypePropertyIsEnumerable(val1, keys2[i])) return false;
  }
  if (mode !== kLoose && !symbolsFit(val1, val2, mode, keys2)) return false;
  if (keys2.length === 0 &&
      (holds === kNothing || (holds === kElements && val2.length === 0) || (holds > kElements && val2.size === 0))) {
    return true;
  }

  // Objects that contain themselves. Nothing is remembered before the second level: most values have but one.
  if (memos === undefined) {
    return contentsEqual(val1, val2, mode, keys2, { top1: val1, top2: val2, open: undefined }, holds);
  }
  if (memos.open === undefined) {
    memos.open = new SafeSet();
    memos.open.add(memos.top1);
    memos.open.add(memos.top2);
  }
  const { open } = memos;
  const open1 = open.has(val1);
  const open2 = open.has(val2);
  if (open1 || open2) return open1 && open2;
  open.add(val1);
  open.add(val2);
  const equal = contentsEqual(val1, val2, mode, keys2, memos, holds);
  open.delete(val1);
  open.delete(val2);
  return equal;
}

// Adds the enumerable symbols to the keys to compare.
function symbolsFit(val1, val2, mode, keys2) {
  const symbols2 = ObjectGetOwnPropertySymbols(val2);
  let count = 0;
  for (let i = 0; i < symbols2.length; i++) {
    const symbol = symbols2[i];
    if (ObjectPrototypePropertyIsEnumerable(val2, symbol)) {
      if (!ObjectPrototypePropertyIsEnumerable(val1, symbol)) return false;
      keys2[keys2.length] = symbol;
      count++;
    } else if (mode !== kPartial && ObjectPrototypePropertyIsEnumerable(val1, symbol)) {
      return false;
    }
  }
  if (mode === kPartial) return true;
  const symbols1 = ObjectGetOwnPropertySymbols(val1);
  if (symbols1.length === symbols2.length) return true;
  for (let i = 0; i < symbols1.length; i++) {
    if (ObjectPrototypePropertyIsEnumerable(val1, symbols1[i])) count--;
  }
  return count === 0;
}

function contentsEqual(val1, val2, mode, keys2, memos, holds) {
  const equal = (a, b) => innerDeepEqual(a, b, mode, memos);
  if (holds === kSetItems) {
    if (!setEquiv(val1, val2, mode === kLoose, mode === kPartial, equal)) return false;
  } else if (holds === kMapItems) {
    if (!mapEquiv(val1, val2, mode === kLoose, mode === kPartial, equal)) return false;
  } else if (holds === kElements) {
    if (!(mode === kPartial ? subsequence(val1, val2, equal) : elementsEqual(val1, val2, equal))) return false;
  }
  for (let i = 0; i < keys2.length; i++) {
    if (!innerDeepEqual(val1[keys2[i]], val2[keys2[i]], mode, memos)) return false;
  }
  return true;
}

function elementsEqual(val1, val2, equal) {
  for (let i = 0; i < val1.length; i++) {
    if (!ObjectPrototypeHasOwnProperty(val1, i)) return sparseElementsEqual(val1, val2, equal);
    if (!ObjectPrototypeHasOwnProperty(val2, i) || !equal(val1[i], val2[i])) return false;
  }
  return true;
}

// By keys: the holes may be billions.
function sparseElementsEqual(val1, val2, equal) {
  const keys1 = ObjectKeys(val1);
  if (keys1.length !== ObjectKeys(val2).length) return false;
  for (let i = 0; i < keys1.length; i++) {
    if (!ObjectPrototypeHasOwnProperty(val2, keys1[i]) || !equal(val1[keys1[i]], val2[keys1[i]])) return false;
  }
  return true;
}

// Does val1 have the elements of val2, in their order, with others between them?
function subsequence(val1, val2, equal) {
  let at = 0;
  for (let i = 0; i < val2.length; i++) {
    do {
      if (isHole(val2, i) || isHole(val1, at)) return sparseSubsequence(val1, val2, at, i, equal);
      if (at > val1.length - val2.length + i) return false;
    } while (!equal(val1[at++], val2[i]));
  }
  return true;
}

const isHole = (array, index) =>
  index < array.length && array[index] === undefined && !ObjectPrototypeHasOwnProperty(array, index);

// Holes match anything: from the first one on, only the elements that exist count.
function sparseSubsequence(val1, val2, from1, from2, equal) {
  const indexes = (value, from) => {
    const keys = ObjectKeys(value);
    const list = [];
    for (let i = 0; i < keys.length && +keys[i] < value.length; i++) {
      if (+keys[i] >= from) list[list.length] = keys[i];
    }
    return list;
  };
  const keys1 = indexes(val1, from1);
  const keys2 = indexes(val2, from2);
  let at = 0;
  for (let i = 0; i < keys2.length; i++) {
    do {
      if (at > keys1.length - keys2.length + i) return false;
    } while (!equal(val1[keys1[at++]], val2[keys2[i]]));
  }
  return true;
}

module.exports = {
  isDeepEqual: (val1, val2) => innerDeepEqual(val1, val2, kLoose),
  isDeepStrictEqual: (val1, val2, skipPrototype = false) =>
    innerDeepEqual(val1, val2, skipPrototype ? kShapes : kStrict),
  isPartialStrictEqual: (val1, val2) => innerDeepEqual(val1, val2, kPartial),
};
