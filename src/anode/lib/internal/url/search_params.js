'use strict';

// URLSearchParams: a list of names and values, kept flat: name, value, name, value …

const {
  ArrayPrototypeJoin,
  ArrayPrototypeMap,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  ArrayPrototypeSort,
  ArrayPrototypeSplice,
  FunctionPrototypeCall,
  IteratorPrototype,
  ObjectDefineProperties,
  ObjectSetPrototypeOf,
  ReflectGetOwnPropertyDescriptor,
  ReflectOwnKeys,
  RegExpPrototypeSymbolReplace,
  SafeMap,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeToWellFormed,
  SymbolIterator,
  SymbolToStringTag,
  TypedArrayPrototypeSubarray,
  Uint8Array,
  decodeURIComponent,
} = primordials;
const { codes: {
  ERR_ARG_NOT_ITERABLE, ERR_INVALID_THIS, ERR_INVALID_TUPLE, ERR_MISSING_ARGS,
} } = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { encodeStr, hexTable, isHexTable } = require('internal/querystring');
const { kEnumerableProperty } = require('internal/util/frozen');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { removeColors } = require('internal/util/inspect/colors');

const toText = (value) => StringPrototypeToWellFormed(`${value}`);

const PLUS = /\+/g;

// Escapes that are not UTF-8 become U+FFFD; other text stays.
function decodeBytes(text) {
  const { encodeUtf8, decodeUtf8 } = require('internal/engine');
  const bytes = encodeUtf8(text);
  const out = new Uint8Array(bytes.length);
  let size = 0;
  const digit = (code) => (code <= 57 ? code - 48 : (code | 0x20) - 87);
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 37 && i + 2 < bytes.length && isHexTable[bytes[i + 1]] && isHexTable[bytes[i + 2]]) {
      out[size++] = digit(bytes[i + 1]) * 16 + digit(bytes[i + 2]);
      i += 2;
    } else {
      out[size++] = bytes[i];
    }
  }
  return decodeUtf8(TypedArrayPrototypeSubarray(out, 0, size));
}

function decoded(text) {
  if (StringPrototypeIncludes(text, '+')) text = RegExpPrototypeSymbolReplace(PLUS, text, ' ');
  if (!StringPrototypeIncludes(text, '%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return decodeBytes(text);
  }
}

function parseParams(query) {
  const list = [];
  for (let start = 0; start < query.length;) {
    let end = StringPrototypeIndexOf(query, '&', start);
    if (end === -1) end = query.length;
    if (end > start) {
      const pair = StringPrototypeSlice(query, start, end);
      const cut = StringPrototypeIndexOf(pair, '=');
      ArrayPrototypePush(list,
                         decoded(cut === -1 ? pair : StringPrototypeSlice(pair, 0, cut)),
                         cut === -1 ? '' : decoded(StringPrototypeSlice(pair, cut + 1)));
    }
    start = end + 1;
  }
  return list;
}

// application/x-www-form-urlencoded: letters, digits and * - . _ stay, a space becomes a plus.
const unescaped = new Uint8Array(128);
for (let i = 0; i < 128; i++) {
  const letter = i | 0x20;
  unescaped[i] = (i >= 48 && i <= 57) || (i >= 65 && letter >= 97 && letter <= 122) ||
    i === 42 || i === 45 || i === 46 || i === 95 ? 1 : 0;
}
const formHex = ArrayPrototypeSlice(hexTable);
formHex[32] = '+';

function serializeParams(list) {
  let out = '';
  for (let i = 0; i < list.length; i += 2) {
    const pair = `${encodeStr(list[i], unescaped, formHex)}=${encodeStr(list[i + 1], unescaped, formHex)}`;
    out = i === 0 ? pair : `${out}&${pair}`;
  }
  return out;
}

// For the URL that owns these params: to hear of changes and to make them.
let replaceList;
let setOwner;
let makeIterator;

const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

function listFromIterable(init) {
  const list = [];
  for (const pair of init) {
    if (!isObject(pair) || typeof pair[SymbolIterator] !== 'function') {
      throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
    }
    const items = [];
    for (const item of pair) ArrayPrototypePush(items, toText(item));
    if (items.length !== 2) throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
    ArrayPrototypePush(list, items[0], items[1]);
  }
  return list;
}

function listFromRecord(init) {
  const list = [];
  const places = new SafeMap();
  const keys = ReflectOwnKeys(init);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (ReflectGetOwnPropertyDescriptor(init, key)?.enumerable !== true) continue;
    const name = toText(key);
    const value = toText(init[key]);
    // Two keys can become one name when their lone surrogates are replaced: the last one wins.
    const place = places.get(name);
    if (place !== undefined) {
      list[place] = value;
    } else {
      places.set(name, list.length + 1);
      ArrayPrototypePush(list, name, value);
    }
  }
  return list;
}

class URLSearchParams {
  #list = [];
  // Called after each change: the URL that these params belong to, if there is one.
  #changed = null;

  static {
    replaceList = (params, query) => {
      if (query[0] === '?') query = StringPrototypeSlice(query, 1);
      params.#list = parseParams(query);
    };
    setOwner = (params, changed) => { params.#changed = changed; };
  }

  constructor(init = undefined) {
    if (init === undefined) return;
    if (!isObject(init)) {
      init = toText(init);
      replaceList(this, init);
      return;
    }
    const method = init[SymbolIterator];
    if (method === this[SymbolIterator] && #list in init) {
      this.#list = ArrayPrototypeSlice(init.#list);
    } else if (method != null) {
      if (typeof method !== 'function') throw new ERR_ARG_NOT_ITERABLE('Query pairs');
      this.#list = listFromIterable(init);
    } else {
      this.#list = listFromRecord(init);
    }
  }

  static #check(self) {
    if (typeof self !== 'object' || self === null || !(#list in self)) throw new ERR_INVALID_THIS('URLSearchParams');
    return self.#list;
  }

  [customInspectSymbol](depth, options, inspect) {
    const list = URLSearchParams.#check(this);
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const inner = { ...options };
    if (depth !== null) inner.depth = depth - 1;
    const output = [];
    let length = -2;
    for (let i = 0; i < list.length; i += 2) {
      const entry = `${inspect(list[i], inner)} => ${inspect(list[i + 1], inner)}`;
      length += removeColors(entry).length + 2;
      ArrayPrototypePush(output, entry);
    }
    const { name } = this.constructor;
    if (output.length === 0) return `${name} {}`;
    return length > options.breakLength ?
      `${name} {\n  ${ArrayPrototypeJoin(output, ',\n  ')} }` :
      `${name} { ${ArrayPrototypeJoin(output, ', ')} }`;
  }

  get size() {
    return URLSearchParams.#check(this).length / 2;
  }

  append(name, value) {
    const list = URLSearchParams.#check(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('name', 'value');
    ArrayPrototypePush(list, toText(name), toText(value));
    this.#changed?.();
  }

  delete(name, value = undefined) {
    const list = URLSearchParams.#check(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toText(name);
    if (value !== undefined) value = toText(value);
    for (let i = 0; i < list.length;) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) ArrayPrototypeSplice(list, i, 2);
      else i += 2;
    }
    this.#changed?.();
  }

  get(name) {
    const list = URLSearchParams.#check(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toText(name);
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) return list[i + 1];
    }
    return null;
  }

  getAll(name) {
    const list = URLSearchParams.#check(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    const values = [];
    name = toText(name);
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) ArrayPrototypePush(values, list[i + 1]);
    }
    return values;
  }

  has(name, value = undefined) {
    const list = URLSearchParams.#check(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toText(name);
    if (value !== undefined) value = toText(value);
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) return true;
    }
    return false;
  }

  set(name, value) {
    const list = URLSearchParams.#check(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('name', 'value');
    name = toText(name);
    value = toText(value);
    let found = false;
    for (let i = 0; i < list.length;) {
      if (list[i] !== name) {
        i += 2;
      } else if (found) {
        ArrayPrototypeSplice(list, i, 2);
      } else {
        list[i + 1] = value;
        found = true;
        i += 2;
      }
    }
    if (!found) ArrayPrototypePush(list, name, value);
    this.#changed?.();
  }

  sort() {
    const list = URLSearchParams.#check(this);
    const pairs = [];
    for (let i = 0; i < list.length; i += 2) ArrayPrototypePush(pairs, [list[i], list[i + 1]]);
    ArrayPrototypeSort(pairs, (a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    for (let i = 0; i < pairs.length; i++) {
      list[2 * i] = pairs[i][0];
      list[2 * i + 1] = pairs[i][1];
    }
    this.#changed?.();
  }

  entries() {
    URLSearchParams.#check(this);
    return makeIterator(this, 'entries');
  }

  forEach(callback, thisArg = undefined) {
    URLSearchParams.#check(this);
    validateFunction(callback, 'callback');
    for (let i = 0; i < this.#list.length; i += 2) {
      FunctionPrototypeCall(callback, thisArg, this.#list[i + 1], this.#list[i], this);
    }
  }

  keys() {
    URLSearchParams.#check(this);
    return makeIterator(this, 'keys');
  }

  values() {
    URLSearchParams.#check(this);
    return makeIterator(this, 'values');
  }

  toString() {
    return serializeParams(URLSearchParams.#check(this));
  }

  static #Iterator = class {
    #params;
    #kind;
    #index = 0;

    constructor(params, kind) {
      this.#params = params;
      this.#kind = kind;
    }

    #at(list, i) {
      if (this.#kind === 'keys') return list[i];
      return this.#kind === 'values' ? list[i + 1] : [list[i], list[i + 1]];
    }

    next() {
      if (typeof this !== 'object' || this === null || !(#params in this)) {
        throw new ERR_INVALID_THIS('URLSearchParamsIterator');
      }
      const list = this.#params.#list;
      if (this.#index >= list.length) return { value: undefined, done: true };
      const value = this.#at(list, this.#index);
      this.#index += 2;
      return { value, done: false };
    }

    [customInspectSymbol](depth, options, inspect) {
      if (!isObject(this) || !(#params in this)) throw new ERR_INVALID_THIS('URLSearchParamsIterator');
      if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
      const inner = { ...options };
      if (depth !== null) inner.depth = depth - 1;
      const output = [];
      const list = this.#params.#list;
      for (let i = this.#index; i < list.length; i += 2) ArrayPrototypePush(output, this.#at(list, i));
      const shown = ArrayPrototypeMap(output, (item) => inspect(item, inner));
      if (shown.length === 0) return `${this[SymbolToStringTag]} {  }`;
      return StringPrototypeIncludes(inspect(output, options), '\n') ?
        `${this[SymbolToStringTag]} {\n  ${ArrayPrototypeJoin(shown, ',\n  ')} }` :
        `${this[SymbolToStringTag]} { ${ArrayPrototypeJoin(shown, ', ')} }`;
    }
  };

  static {
    const Iterator = this.#Iterator;
    makeIterator = (params, kind) => new Iterator(params, kind);
    const { prototype } = Iterator;
    ObjectSetPrototypeOf(prototype, IteratorPrototype);
    delete prototype.constructor;
    ObjectDefineProperties(prototype, {
      [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'URLSearchParams Iterator' },
      next: kEnumerableProperty,
    });
  }
}



ObjectDefineProperties(URLSearchParams.prototype, {
  append: kEnumerableProperty,
  delete: kEnumerableProperty,
  get: kEnumerableProperty,
  getAll: kEnumerableProperty,
  has: kEnumerableProperty,
  set: kEnumerableProperty,
  sort: kEnumerableProperty,
  entries: kEnumerableProperty,
  forEach: kEnumerableProperty,
  keys: kEnumerableProperty,
  values: kEnumerableProperty,
  toString: kEnumerableProperty,
  size: kEnumerableProperty,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'URLSearchParams' },
  [SymbolIterator]: { __proto__: null, configurable: true, writable: true, value: URLSearchParams.prototype.entries },
});

module.exports = { URLSearchParams, replaceList, setOwner };
