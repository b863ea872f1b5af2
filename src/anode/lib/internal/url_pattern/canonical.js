'use strict';

// The components of a URL in the form they have in URLs (https://urlpattern.spec.whatwg.org/#canon), and the dictionaries of them.

const {
  Number, RegExpPrototypeExec, SafeMap, StringPrototypeEndsWith, StringPrototypeIncludes, StringPrototypeLastIndexOf, StringPrototypeSlice,
  StringPrototypeStartsWith, StringPrototypeToLowerCase,
} = primordials;
const { URL } = require('internal/url');
const { invalid } = require('internal/url_pattern/errors');

const names = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];
const special = new SafeMap([['http', '80'], ['https', '443'], ['ws', '80'], ['wss', '443'], ['ftp', '21'], ['file', '']]);

const dummy = () => new URL('https://dummy.invalid/');

function parsed(text, base = undefined) {
  try {
    return base === undefined ? new URL(text) : new URL(text, base);
  } catch {
    throw invalid();
  }
}

function protocol(value) {
  if (value === '') return '';
  const found = parsed(`${value}://dummy.invalid/`).protocol;
  return StringPrototypeSlice(found, 0, -1);
}

const bySetter = (name, mark = '') => (value) => {
  if (value === '') return '';
  const url = dummy();
  url[name] = mark + value;
  return StringPrototypeSlice(url[name], mark.length);
};

function hostname(value) {
  if (value === '') return '';
  const host = RegExpPrototypeExec(/^[^/?#\\]*/, value)[0];
  const bare = StringPrototypeStartsWith(host, '[') ? StringPrototypeSlice(host, StringPrototypeLastIndexOf(host, ']') + 1) : host;
  if (StringPrototypeIncludes(bare, ':') || StringPrototypeIncludes(host, '@')) throw invalid();
  return parsed(`https://${host}/`).hostname;
}

function ipv6(value) {
  if (RegExpPrototypeExec(/^[0-9a-fA-F[\]:]*$/, value) === null) throw invalid();
  return StringPrototypeToLowerCase(value);
}

function port(value, scheme = undefined) {
  if (value === '') return '';
  const digits = RegExpPrototypeExec(/^[0-9]*/, value)[0];
  if (digits === '' || digits !== value || Number(digits) > 65535) throw invalid();
  const number = `${Number(digits)}`;
  return scheme !== undefined && special.get(scheme) === number ? '' : number;
}

function pathname(value) {
  if (value === '') return '';
  const absolute = StringPrototypeStartsWith(value, '/');
  const url = dummy();
  url.pathname = absolute ? value : `/-${value}`;
  return absolute ? url.pathname : StringPrototypeSlice(url.pathname, 2);
}

const opaquePathname = (value) => (value === '' ? '' : parsed(`data:${value}`).pathname);

const canonical = {
  __proto__: null, protocol, username: bySetter('username'), password: bySetter('password'), hostname, ipv6, port, pathname, opaquePathname,
  search: bySetter('search', '?'), hash: bySetter('hash', '#'),
};

// ---- dictionaries ----

function isAbsolute(path, isPattern) {
  if (StringPrototypeStartsWith(path, '/')) return true;
  return isPattern && (StringPrototypeStartsWith(path, '\\/') || StringPrototypeStartsWith(path, '{/'));
}

// A component of the base URL is taken if neither it nor one before it is given.
function fillFromBase(result, init, base, isPattern) {
  const { escapePattern } = require('internal/url_pattern/component');
  const has = (list) => {
    for (let i = 0; i < list.length; i++) if (init[list[i]] !== undefined) return true;
    return false;
  };
  const set = (name, value) => { result[name] = isPattern ? escapePattern(value) : value; };
  if (!has(['protocol'])) set('protocol', StringPrototypeSlice(base.protocol, 0, -1));
  if (!isPattern && !has(['protocol', 'hostname', 'port', 'username'])) set('username', base.username);
  if (!isPattern && !has(['protocol', 'hostname', 'port', 'username', 'password'])) set('password', base.password);
  const order = ['protocol', 'hostname'];
  if (!has(order)) set('hostname', base.hostname);
  if (!has([...order, 'port'])) set('port', base.port);
  if (!has([...order, 'port', 'pathname'])) set('pathname', base.pathname);
  if (!has([...order, 'port', 'pathname', 'search'])) set('search', StringPrototypeSlice(base.search, 1));
  if (!has([...order, 'port', 'pathname', 'search', 'hash'])) set('hash', StringPrototypeSlice(base.hash, 1));
}

const without = (text, mark) => (StringPrototypeStartsWith(text, mark) ? StringPrototypeSlice(text, 1) : text);

// A dictionary of components, each canonical where it is not a pattern. Those that are absent stay so, or are '' for a URL.
function processInit(init, isPattern) {
  const result = { __proto__: null };
  if (!isPattern) for (let i = 0; i < names.length; i++) result[names[i]] = '';
  let base;
  if (init.baseURL !== undefined) {
    base = parsed(init.baseURL);
    fillFromBase(result, init, base, isPattern);
  }
  const set = (name, value, ...more) => { result[name] = isPattern ? value : canonical[name](value, ...more); };
  if (init.protocol !== undefined) {
    set('protocol', StringPrototypeEndsWith(init.protocol, ':') ? StringPrototypeSlice(init.protocol, 0, -1) : init.protocol);
  }
  if (init.username !== undefined) set('username', init.username);
  if (init.password !== undefined) set('password', init.password);
  if (init.hostname !== undefined) set('hostname', init.hostname);
  const scheme = result.protocol ?? '';
  if (init.port !== undefined) set('port', init.port, scheme);
  if (init.pathname !== undefined) {
    let path = init.pathname;
    if (base !== undefined && StringPrototypeStartsWith(base.pathname, '/') && !isAbsolute(path, isPattern)) {
      const { escapePattern } = require('internal/url_pattern/component');
      const folder = isPattern ? escapePattern(base.pathname) : base.pathname;
      path = StringPrototypeSlice(folder, 0, StringPrototypeLastIndexOf(folder, '/') + 1) + path;
    }
    if (isPattern) result.pathname = path;
    else result.pathname = scheme === '' || special.has(scheme) ? pathname(path) : opaquePathname(path);
  }
  if (init.search !== undefined) set('search', without(init.search, '?'));
  if (init.hash !== undefined) set('hash', without(init.hash, '#'));
  return result;
}

module.exports = { canonical, names, processInit, special };
