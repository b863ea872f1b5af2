'use strict';

// URLPattern (https://urlpattern.spec.whatwg.org/).

const {
  ObjectDefineProperties, ReflectConstruct, RegExpPrototypeExec, StringPrototypeSlice, TypeError,
} = primordials;
const { URL } = require('internal/url');
const { canonical, names, processInit, special } = require('internal/url_pattern/canonical');
const { compile } = require('internal/url_pattern/component');
const { parseConstructorString } = require('internal/url_pattern/constructor_string');
const { invalid, plain } = require('internal/url_pattern/errors');

const plainOptions = { __proto__: null, delimiter: '', prefix: '' };
const hostOptions = { __proto__: null, delimiter: '.', prefix: '' };

function isSpecial({ expression }) {
  for (const scheme of special.keys()) if (RegExpPrototypeExec(expression, scheme) !== null) return true;
  return false;
}

const isObject = (value) => value !== null && typeof value === 'object';

const members = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash', 'baseURL'];

function allMembers(given) {
  const shown = {};
  for (let i = 0; i < members.length; i++) shown[members[i]] = given[members[i]];
  return shown;
}

// The members of a URLPatternInit as strings, read in the order of the standard.
function readInit(given) {
  const init = { __proto__: null };
  for (let i = 0; i < members.length; i++) {
    const value = given[members[i]];
    if (value === undefined) continue;
    if (typeof value !== 'string') throw plain('ERR_INVALID_ARG_TYPE', `${members[i]} must be a string`);
    init[members[i]] = value;
  }
  return init;
}

function create(input, base, ignoreCase) {
  let init;
  if (typeof input === 'string') {
    init = parseConstructorString(input, (text) => isSpecial(compile(text, canonical.protocol, plainOptions)));
    if (base === undefined && init.protocol === undefined) throw invalid();
    if (base !== undefined) init.baseURL = base;
  } else {
    if (base !== undefined) throw invalid();
    init = readInit(input);
  }
  const given = processInit(init, true);
  for (let i = 0; i < names.length; i++) given[names[i]] ??= '*';
  if (given.port !== '' && special.get(given.protocol) === given.port) given.port = '';
  const made = { __proto__: null };
  const options = { __proto__: null, ...plainOptions, ignoreCase };
  made.protocol = compile(given.protocol, canonical.protocol, plainOptions);
  made.username = compile(given.username, canonical.username, plainOptions);
  made.password = compile(given.password, canonical.password, plainOptions);
  const isAddress = RegExpPrototypeExec(/^(?:\[|\{\[|\\\[)/, given.hostname) !== null;
  made.hostname = compile(given.hostname, isAddress ? canonical.ipv6 : canonical.hostname, hostOptions);
  made.port = compile(given.port, (text) => canonical.port(text), plainOptions);
  made.pathname = isSpecial(made.protocol) ?
    compile(given.pathname, canonical.pathname, { __proto__: null, delimiter: '/', prefix: '/', ignoreCase }) :
    compile(given.pathname, canonical.opaquePathname, options);
  made.search = compile(given.search, canonical.search, options);
  made.hash = compile(given.hash, canonical.hash, options);
  return made;
}

// The components of the URL to match; undefined for text that is no URL.
function componentsOf(input, base) {
  if (isObject(input)) {
    if (base !== undefined) throw plain('ERR_OPERATION_FAILED', 'Failed to test URLPattern');
    const init = readInit(input);
    try {
      return processInit(init, false);
    } catch {
      return undefined;
    }
  }
  const url = URL.parse(input, base);
  if (url === null) return undefined;
  return {
    __proto__: null, protocol: StringPrototypeSlice(url.protocol, 0, -1), username: url.username, password: url.password,
    hostname: url.hostname, port: url.port, pathname: url.pathname, search: StringPrototypeSlice(url.search, 1),
    hash: StringPrototypeSlice(url.hash, 1),
  };
}

let componentsOfPattern;

class Pattern {
  #components;

  constructor(input, base, options) {
    this.#components = create(input, base, !!options?.ignoreCase);
  }

  static {
    componentsOfPattern = (pattern) => {
      if (!isObject(pattern) || !(#components in pattern)) throw new TypeError('Illegal invocation');
      return pattern.#components;
    };
  }
}

function argumentsOf(args) {
  const { 0: input = {}, 1: second, 2: third } = args;
  if (typeof input !== 'string' && !isObject(input) && input !== null) {
    throw plain('ERR_INVALID_ARG_TYPE', 'Input must be an object or a string');
  }
  let base;
  let options;
  if (typeof second === 'string') {
    base = second;
    options = third;
    if (options !== undefined && !isObject(options)) throw plain('ERR_INVALID_ARG_TYPE', 'options must be an object');
  } else {
    options = second;
    if (options !== undefined && options !== null && !isObject(options)) {
      throw plain('ERR_INVALID_ARG_TYPE', 'second argument must be a string or object');
    }
  }
  return [input ?? {}, base, options];
}

function URLPattern() {
  if (new.target === undefined) throw plain('ERR_CONSTRUCT_CALL_REQUIRED', 'Cannot call constructor without `new`');
  const { 0: input, 1: base, 2: options } = argumentsOf(arguments);
  return ReflectConstruct(Pattern, [input, base, options], new.target);
}

function subject(input, base) {
  if (input === undefined) input = {};
  if (typeof input !== 'string' && !isObject(input)) {
    throw plain('ERR_INVALID_ARG_TYPE', 'URLPattern input needs to be a string or an object');
  }
  if (base !== undefined && typeof base !== 'string') throw plain('ERR_INVALID_ARG_TYPE', 'baseURL must be a string');
  return componentsOf(input, base);
}

// The match of each component, by name; null if a component does not match.
function matched(pattern, components) {
  if (components === undefined) return null;
  const found = { __proto__: null };
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if ((found[name] = RegExpPrototypeExec(pattern[name].expression, components[name])) === null) return null;
  }
  return found;
}

const methods = {
  exec(input = undefined, base = undefined) {
    const pattern = componentsOfPattern(this);
    const components = subject(input, base);
    const found = matched(pattern, components);
    if (found === null) return null;
    const shown = isObject(input) || input === undefined ? allMembers(input ?? {}) : input;
    const result = { __proto__: null, inputs: base === undefined ? [shown] : [shown, base] };
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      const groups = {};
      for (let j = 0; j < pattern[name].names.length; j++) groups[pattern[name].names[j]] = found[name][j + 1];
      result[name] = { input: components[name], groups };
    }
    return result;
  },
  test(input = undefined, base = undefined) {
    const pattern = componentsOfPattern(this);
    return matched(pattern, subject(input, base)) !== null;
  },
};

const getter = (get) => ({ __proto__: null, get, enumerable: true, configurable: false });
const properties = { __proto__: null };
for (let i = 0; i < names.length; i++) {
  const name = names[i];
  properties[name] = getter(function() { return componentsOfPattern(this)[name].text; });
}
properties.hasRegExpGroups = getter(function() {
  const pattern = componentsOfPattern(this);
  for (let i = 0; i < names.length; i++) if (pattern[names[i]].hasGroups) return true;
  return false;
});
URLPattern.prototype = ObjectDefineProperties({}, {
  ...properties,
  exec: { __proto__: null, value: methods.exec, enumerable: true, configurable: true, writable: true },
  test: { __proto__: null, value: methods.test, enumerable: true, configurable: true, writable: true },
  constructor: { __proto__: null, value: URLPattern, enumerable: false, configurable: true, writable: true },
});

module.exports = { URLPattern };
