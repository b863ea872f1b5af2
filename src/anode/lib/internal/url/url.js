'use strict';

// The URL class of the WHATWG standard.

const {
  Boolean,
  ObjectDefineProperties,

  StringPrototypeSlice,
  Symbol,
  SymbolToStringTag,
} = primordials;
const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
const { kEnumerableProperty } = require('internal/util/frozen');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { URLContext, FILE, NOT_SPECIAL, parse, tryParse, canParse, update } = require('internal/url/parser');
const { URLSearchParams, replaceList, setOwner } = require('internal/url/search_params');
const objectUrls = require('internal/url/object_urls');

const contextForInspect = Symbol('context');

// Tells the constructor that the context is parsed already.
const READY = Symbol('context that is parsed already');

class URL {
  #context = new URLContext();
  #searchParams = null;
  // The params have changed since the href was put together; it is brought up to date when it is next read.
  #stale = false;

  constructor(input, base = undefined) {
    if (input === READY) {
      this.#context = base;
      return;
    }
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    parse(input, base, this.#context);
  }

  static canParse(url, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    url = `${url}`;
    return canParse(url, base === undefined ? undefined : `${base}`);
  }

  static parse(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    const context = new URLContext();
    return tryParse(input, base, context) ? new URL(READY, context) : null;
  }

  static createObjectURL(obj) {
    return objectUrls.createObjectURL(obj);
  }

  static revokeObjectURL(url) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    objectUrls.revokeObjectURL(`${url}`);
  }

  // The context, once changes of the params are in it. (A private method: V8 itself refuses other receivers, and its
  // message is the one that Node gives.)
  #current() {
    return this.#stale ? this.#caughtUp() : this.#context;
  }

  // Params are serialised in characters that no rule changes, so the new query is put in as it stands.
  #caughtUp() {
    this.#stale = false;
    const context = this.#context;
    const query = this.#searchParams.toString();
    if (query === '' && context.scheme_type === NOT_SPECIAL) {
      update(context, 'search', '');
      return context;
    }
    const { href } = context;
    const hash = context.hasHash ? StringPrototypeSlice(href, context.hash_start) : '';
    const end = context.hasSearch ? context.search_start : href.length - hash.length;
    const front = StringPrototypeSlice(href, 0, end);
    context.href = query === '' ? `${front}${hash}` : `${front}?${query}${hash}`;
    context.search_start = query === '' ? -1 : end;
    if (context.hasHash) context.hash_start = context.href.length - hash.length;
    return context;
  }

  [customInspectSymbol](depth, options, inspect) {
    this.#current();
    if (typeof depth === 'number' && depth < 0) return this;
    const constructor = this.constructor ?? URL;
    const shown = { __proto__: { constructor } };
    shown.href = this.href;
    shown.origin = this.origin;
    shown.protocol = this.protocol;
    shown.username = this.username;
    shown.password = this.password;
    shown.host = this.host;
    shown.hostname = this.hostname;
    shown.port = this.port;
    shown.pathname = this.pathname;
    shown.search = this.search;
    shown.searchParams = this.searchParams;
    shown.hash = this.hash;
    // No port is all bits set, as the parser has it.
    if (options.showHidden) shown[contextForInspect] = this.#context.port === -1 ?
      primordials.ObjectAssign(new URLContext(), this.#context, { __proto__: null, port: 0xffffffff }) :
      this.#context;
    return `${constructor.name} ${inspect(shown, options)}`;
  }

  get href() {
    return this.#current().href;
  }

  set href(value) {
    this.#context;   
    this.#stale = false;
    value = `${value}`;
    // A failed parse must leave the URL as it was.
    this.#context = parse(value, undefined, new URLContext());
    if (this.#searchParams !== null) replaceList(this.#searchParams, this.search);
  }

  get origin() {
    const context = this.#context;
    if (context.scheme_type !== NOT_SPECIAL) {
      return context.scheme_type === FILE ? 'null' : `${this.protocol}//${this.host}`;
    }
    if (this.protocol === 'blob:') {
      const inner = URL.parse(this.pathname);
      if (inner !== null && (inner.protocol === 'http:' || inner.protocol === 'https:')) return inner.origin;
    }
    return 'null';
  }

  get protocol() {
    const context = this.#context;
    return StringPrototypeSlice(context.href, 0, context.protocol_end);
  }

  set protocol(value) {
    update(this.#context && this.#current(), 'protocol', `${value}`);
  }

  get username() {
    const context = this.#context;
    return context.protocol_end + 2 < context.username_end ?
      StringPrototypeSlice(context.href, context.protocol_end + 2, context.username_end) : '';
  }

  set username(value) {
    update(this.#context && this.#current(), 'username', `${value}`);
  }

  get password() {
    const context = this.#context;
    return context.host_start > context.username_end ?
      StringPrototypeSlice(context.href, context.username_end + 1, context.host_start) : '';
  }

  set password(value) {
    update(this.#context && this.#current(), 'password', `${value}`);
  }

  get host() {
    const { href, host_start: start, host_end: end, pathname_start: path, port } = this.#context;
    const first = href[start] === '@' ? start + 1 : start;
    // Without a host, '/.' may stand between here and a path that starts with two slashes.
    return StringPrototypeSlice(href, first, port === -1 ? end : path);
  }

  set host(value) {
    update(this.#context && this.#current(), 'host', `${value}`);
  }

  get hostname() {
    const { href, host_start: start, host_end: end } = this.#context;
    return StringPrototypeSlice(href, href[start] === '@' ? start + 1 : start, end);
  }

  set hostname(value) {
    update(this.#context && this.#current(), 'hostname', `${value}`);
  }

  get port() {
    const { port } = this.#context;
    return port === -1 ? '' : `${port}`;
  }

  set port(value) {
    update(this.#context && this.#current(), 'port', `${value}`);
  }

  get pathname() {
    const context = this.#context;
    const end = context.hasSearch ? context.search_start : context.hasHash ? context.hash_start : context.href.length;
    return StringPrototypeSlice(context.href, context.pathname_start, end);
  }

  set pathname(value) {
    update(this.#context && this.#current(), 'pathname', `${value}`);
  }

  get search() {
    const context = this.#current();
    if (!context.hasSearch) return '';
    const search = StringPrototypeSlice(context.href, context.search_start,
                                        context.hasHash ? context.hash_start : context.href.length);
    return search.length > 1 ? search : '';
  }

  set search(value) {
    update(this.#context && this.#current(), 'search', `${value}`);
    if (this.#searchParams !== null) replaceList(this.#searchParams, this.search);
  }

  get searchParams() {
    if (this.#searchParams === null) {
      this.#searchParams = new URLSearchParams(this.search);
      setOwner(this.#searchParams, () => { this.#stale = true; });
    }
    return this.#searchParams;
  }

  get hash() {
    const context = this.#context;
    if (!context.hasHash || context.href.length - context.hash_start <= 1) return '';
    return StringPrototypeSlice(context.href, context.hash_start);
  }

  set hash(value) {
    update(this.#context && this.#current(), 'hash', `${value}`);
  }

  toString() {
    return this.#current().href;
  }

  toJSON() {
    return this.#current().href;
  }
}

ObjectDefineProperties(URL.prototype, {
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'URL' },
  toString: kEnumerableProperty,
  href: kEnumerableProperty,
  origin: kEnumerableProperty,
  protocol: kEnumerableProperty,
  username: kEnumerableProperty,
  password: kEnumerableProperty,
  host: kEnumerableProperty,
  hostname: kEnumerableProperty,
  port: kEnumerableProperty,
  pathname: kEnumerableProperty,
  search: kEnumerableProperty,
  searchParams: kEnumerableProperty,
  hash: kEnumerableProperty,
  toJSON: kEnumerableProperty,
});
ObjectDefineProperties(URL, {
  canParse: kEnumerableProperty,
  parse: kEnumerableProperty,
  createObjectURL: kEnumerableProperty,
  revokeObjectURL: kEnumerableProperty,
});

// Whether a value looks like a URL of this class or another's: it is told by its properties, so that the URLs of
// jsdom or an older polyfill pass; the legacy Url differs by `auth` and `path`.
function isURL(value) {
  return Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);
}

module.exports = { URL, isURL };
