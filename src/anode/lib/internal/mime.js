'use strict';

// MIME types, as https://mimesniff.spec.whatwg.org/ parses and writes them.

const {
  FunctionPrototypeCall,
  ObjectDefineProperties,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  SafeMap,
  SafeStringPrototypeSearch,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeToLowerCase,
  SymbolIterator,
} = primordials;
const { codes: { ERR_INVALID_MIME_SYNTAX } } = require('internal/errors');

const notToken = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/g;
const notQuotedString = /[^\t\u0020-~\u0080-\u00FF]/g;
const leadingWhitespace = /^[\r\n\t ]+/;
const trailingWhitespace = /[\r\n\t ]+$/;
const upperCase = /[A-Z]+/g;

// ASCII alone: \u212A must not become a k.
const lower = (text) => RegExpPrototypeSymbolReplace(upperCase, text, (part) => StringPrototypeToLowerCase(part));
const trimStart = (text) => RegExpPrototypeSymbolReplace(leadingWhitespace, text, '');
const trimEnd = (text) => RegExpPrototypeSymbolReplace(trailingWhitespace, text, '');

function checkToken(production, value, whole = value) {
  const at = SafeStringPrototypeSearch(value, notToken);
  if (value === '' || at !== -1) throw new ERR_INVALID_MIME_SYNTAX(production, whole, at);
}

function parseTypeSubtype(string) {
  const text = trimStart(string);
  const slash = StringPrototypeIndexOf(text, '/');
  const type = slash === -1 ? text : StringPrototypeSlice(text, 0, slash);
  const invalid = SafeStringPrototypeSearch(type, notToken);
  if (type === '' || invalid !== -1 || slash === -1) throw new ERR_INVALID_MIME_SYNTAX('type', string, invalid);
  const semicolon = StringPrototypeIndexOf(text, ';', slash + 1);
  const subtype = trimEnd(StringPrototypeSlice(text, slash + 1, semicolon === -1 ? text.length : semicolon));
  checkToken('subtype', subtype, string);
  const parameters = semicolon === -1 ? '' : StringPrototypeSlice(text, semicolon + 1);
  return { type: lower(type), subtype: lower(subtype), parameters };
}

// Starts after the opening quote. Returns the value and its end.
function readQuoted(text, at) {
  let value = '';
  for (; at < text.length; at++) {
    const char = text[at];
    if (char === '"') return { value, end: at + 1 };
    if (char === '\\') {
      at++;
      value += at < text.length ? text[at] : '\\';
    } else {
      value += char;
    }
  }
  return { value, end: at };
}

function parseParameters(text, data) {
  let at = 0;
  while (at < text.length) {
    while (at < text.length && RegExpPrototypeExec(leadingWhitespace, text[at]) !== null) at++;
    let end = at;
    while (end < text.length && text[end] !== ';' && text[end] !== '=') end++;
    const name = lower(StringPrototypeSlice(text, at, end));
    at = end;
    if (at >= text.length) break;
    if (text[at++] === ';') continue;
    if (at >= text.length) break;
    const semicolonAfter = (from) => {
      const semicolon = StringPrototypeIndexOf(text, ';', from);
      return semicolon === -1 ? text.length : semicolon;
    };
    let value;
    if (text[at] === '"') {
      const quoted = readQuoted(text, at + 1);
      value = quoted.value;
      at = semicolonAfter(quoted.end) + 1;
    } else {
      end = semicolonAfter(at);
      value = trimEnd(StringPrototypeSlice(text, at, end));
      at = end + 1;
      if (value === '') continue;
    }
    if (name !== '' && SafeStringPrototypeSearch(name, notToken) === -1 &&
        SafeStringPrototypeSearch(value, notQuotedString) === -1 && !data.has(name)) {
      data.set(name, value);
    }
  }
}

function encode(value) {
  if (value.length === 0) return '""';
  if (SafeStringPrototypeSearch(value, notToken) === -1) return value;
  return `"${RegExpPrototypeSymbolReplace(/[\\"]/g, value, '\\$&')}"`;
}

let setSource;

class MIMEParams {
  #data = new SafeMap();
  // Parsed on first use.
  #source = '';

  #parsed() {
    if (this.#source !== '') {
      const source = this.#source;
      this.#source = '';
      parseParameters(source, this.#data);
    }
    return this.#data;
  }

  delete(name) {
    this.#parsed().delete(`${name}`);
  }

  get(name) {
    return this.#parsed().get(`${name}`) ?? null;
  }

  has(name) {
    return this.#parsed().has(`${name}`);
  }

  set(name, value) {
    const data = this.#parsed();
    name = `${name}`;
    value = `${value}`;
    checkToken('parameter name', name);
    const invalid = SafeStringPrototypeSearch(value, notQuotedString);
    if (invalid !== -1) throw new ERR_INVALID_MIME_SYNTAX('parameter value', value, invalid);
    data.set(name, value);
  }

  *entries() {
    yield* this.#parsed().entries();
  }

  *keys() {
    yield* this.#parsed().keys();
  }

  *values() {
    yield* this.#parsed().values();
  }

  toString() {
    let result = '';
    for (const entry of this.#parsed().entries()) {
      result += `${result === '' ? '' : ';'}${entry[0]}=${encode(entry[1])}`;
    }
    return result;
  }

  static {
    setSource = (params, source) => { params.#source = source; };
  }
}
const iterate = MIMEParams.prototype.entries;
ObjectDefineProperties(MIMEParams.prototype, {
  [SymbolIterator]: { __proto__: null, configurable: true, value: iterate, writable: true },
  toJSON: { __proto__: null, configurable: true, value: MIMEParams.prototype.toString, writable: true },
});

const paramsToString = (params) => FunctionPrototypeCall(MIMEParams.prototype.toString, params);

class MIMEType {
  #type;
  #subtype;
  #params = new MIMEParams();

  constructor(string) {
    const { type, subtype, parameters } = parseTypeSubtype(`${string}`);
    this.#type = type;
    this.#subtype = subtype;
    setSource(this.#params, parameters);
  }

  get type() {
    return this.#type;
  }

  set type(value) {
    value = `${value}`;
    checkToken('type', value);
    this.#type = lower(value);
  }

  get subtype() {
    return this.#subtype;
  }

  set subtype(value) {
    value = `${value}`;
    checkToken('subtype', value);
    this.#subtype = lower(value);
  }

  get essence() {
    return `${this.#type}/${this.#subtype}`;
  }

  get params() {
    return this.#params;
  }

  toString() {
    const params = paramsToString(this.#params);
    return `${this.#type}/${this.#subtype}${params.length > 0 ? `;${params}` : ''}`;
  }
}
ObjectDefineProperties(MIMEType.prototype, {
  toJSON: { __proto__: null, configurable: true, value: MIMEType.prototype.toString, writable: true },
});

module.exports = { MIMEParams, MIMEType };
