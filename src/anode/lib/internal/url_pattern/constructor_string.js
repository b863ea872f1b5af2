'use strict';

// The text `new URLPattern()` takes, as a dictionary of components (https://urlpattern.spec.whatwg.org/#parse-a-constructor-string).

const { ArrayPrototypeIncludes, StringPrototypeSlice } = primordials;
const { tokenize } = require('internal/url_pattern/tokenizer');

const literal = ['char', 'escaped-char', 'invalid-char'];
const beforeOptional = ['name', 'regexp', 'close', 'asterisk'];

function parseConstructorString(input, isSpecial) {
  const tokens = tokenize(input, false);
  const result = { __proto__: null };
  let index = 0;
  let start = 0;
  let step = 1;
  let depth = 0;
  let brackets = 0;
  let special = false;
  let state = 'init';

  const at = (i) => (i < tokens.length ? tokens[i] : tokens[tokens.length - 1]);
  const is = (char, i = index) => at(i).value === char && ArrayPrototypeIncludes(literal, at(i).type);
  // A question mark that begins a search, and is no modifier.
  const isSearch = () =>
    is('?') || (at(index).value === '?' && (index === 0 || !ArrayPrototypeIncludes(beforeOptional, at(index - 1).type)));
  const text = () => StringPrototypeSlice(input, at(start).index, at(index).index);
  const rewind = (next) => {
    index = start;
    step = 0;
    state = next;
  };
  const change = (next, skip) => {
    if (state !== 'init' && state !== 'authority' && state !== 'done') result[state] = text();
    if (state !== 'init' && next !== 'done') {
      if (ArrayPrototypeIncludes(['protocol', 'authority', 'username', 'password'], state) &&
          ArrayPrototypeIncludes(['port', 'pathname', 'search', 'hash'], next)) result.hostname ??= '';
      const early = ArrayPrototypeIncludes(['protocol', 'authority', 'username', 'password', 'hostname', 'port'], state);
      if (early && (next === 'search' || next === 'hash')) result.pathname ??= special ? '/' : '';
      if ((early || state === 'pathname') && next === 'hash') result.search ??= '';
    }
    state = next;
    index += skip;
    start = index;
    step = 0;
  };
  // The characters that begin a path, a search or a hash end the component before them.
  const later = (withPath) => {
    if (withPath && is('/')) change('pathname', 0);
    else if (isSearch()) change('search', 1);
    else if (is('#')) change('hash', 1);
  };
  const states = {
    __proto__: null,
    init() {
      if (is(':')) rewind('protocol');
    },
    protocol() {
      if (!is(':')) return;
      special = isSpecial(text());
      if (is('/', index + 1) && is('/', index + 2)) change('authority', 3);
      else change(special ? 'authority' : 'pathname', 1);
    },
    authority() {
      if (is('@')) rewind('username');
      else if (is('/') || isSearch() || is('#')) rewind('hostname');
    },
    username() {
      if (is(':')) change('password', 1);
      else if (is('@')) change('hostname', 1);
    },
    password() {
      if (is('@')) change('hostname', 1);
    },
    hostname() {
      if (is('[')) brackets++;
      else if (is(']')) brackets--;
      else if (is(':') && brackets === 0) change('port', 1);
      else later(true);
    },
    port() { later(true); },
    pathname() { later(false); },
    search() {
      if (is('#')) change('hash', 1);
    },
    hash() {},
  };

  for (; index < tokens.length; index += step) {
    step = 1;
    const { type } = tokens[index];
    if (type === 'end') {
      if (state === 'init') {
        index = start;
        if (is('#')) change('hash', 1);
        else if (isSearch()) change('search', 1);
        else change('pathname', 0);
        continue;
      }
      if (state === 'authority') {
        rewind('hostname');
        continue;
      }
      change('done', 0);
      break;
    }
    if (type === 'open') {
      depth++;
      continue;
    }
    if (depth > 0) {
      if (type !== 'close') continue;
      depth--;
    }
    states[state]();
  }
  if (result.hostname !== undefined) result.port ??= '';
  return result;
}

module.exports = { parseConstructorString };
