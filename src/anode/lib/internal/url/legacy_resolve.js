'use strict';

// `Url.prototype.resolveObject`: resolves a relative reference against a parsed URL. The rules are those of an <a href> of 2010: a
// relative
// URL of the same scheme (`http:x`) resolves, hosts matter to some schemes only.

const {
  ArrayPrototypeConcat,
  ArrayPrototypeJoin,
  ArrayPrototypePop,
  ArrayPrototypePush,
  ArrayPrototypeShift,
  ArrayPrototypeUnshift,
  ObjectKeys,
  StringPrototypeSplit,
} = primordials;

const segments = (pathname) => (pathname ? StringPrototypeSplit(pathname, '/') : []);

const lastOf = (list) => list[list.length - 1];

function pathOf(url) {
  return `${url.pathname || ''}${url.search || ''}`;
}

// `user@host` in the place of a host is taken apart.
function splitAuth(result) {
  const parts = StringPrototypeSplit(result.host || '', '@');
  if (parts.length < 2 || parts[0] === '') return;
  result.auth = parts[0];
  result.host = result.hostname = parts[1];
}

// Another scheme replaces everything, except where the schemes have no hosts.
function resolveOtherScheme(result, relative, slashed, hostless) {
  if (!slashed.has(relative.protocol)) {
    const keys = ObjectKeys(relative);
    for (let i = 0; i < keys.length; i++) result[keys[i]] = relative[keys[i]];
    result.href = result.format();
    return result;
  }
  result.protocol = relative.protocol;
  const isFile = relative.protocol === 'file' || relative.protocol === 'file:';
  if (!relative.host && !isFile && !hostless.has(relative.protocol)) {
    // `https:host/path`: the first segment that is not empty is the host.
    const parts = StringPrototypeSplit(relative.pathname || '', '/');
    let host = '';
    while (parts.length > 0 && !(host = ArrayPrototypeShift(parts)));
    relative.host = host || '';
    relative.hostname ||= '';
    if (parts[0] !== '') ArrayPrototypeUnshift(parts, '');
    if (parts.length < 2) ArrayPrototypeUnshift(parts, '');
    result.pathname = ArrayPrototypeJoin(parts, '/');
  } else {
    result.pathname = relative.pathname;
  }
  result.search = relative.search;
  result.query = relative.query;
  result.host = relative.host || '';
  result.auth = relative.auth;
  result.hostname = relative.hostname || relative.host;
  result.port = relative.port;
  if (result.pathname || result.search) result.path = pathOf(result);
  result.slashes ||= relative.slashes;
  result.href = result.format();
  return result;
}

// Folds `.` and `..`; `climbs` counts the `..` that had no segment to remove.
function fold(list) {
  const kept = [];
  let climbs = 0;
  for (let i = list.length - 1; i >= 0; i--) {
    const segment = list[i];
    if (segment === '.') continue;
    if (segment === '..') climbs++;
    else if (climbs > 0) climbs--;
    else ArrayPrototypeUnshift(kept, segment);
  }
  return { kept, climbs };
}

function resolveObject(source, relative, Url, slashed, hostless) {
  if (typeof relative === 'string') relative = new Url().parse(relative, false, true);
  const result = new Url();
  const own = ObjectKeys(source);
  for (let i = 0; i < own.length; i++) result[own[i]] = source[own[i]];
  result.hash = relative.hash;

  if (relative.href === '') {
    result.href = result.format();
    return result;
  }
  if (relative.slashes && !relative.protocol) {
    const keys = ObjectKeys(relative);
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] !== 'protocol') result[keys[i]] = relative[keys[i]];
    }
    if (slashed.has(result.protocol) && result.hostname && !result.pathname) result.path = result.pathname = '/';
    result.href = result.format();
    return result;
  }
  if (relative.protocol && relative.protocol !== result.protocol) {
    return resolveOtherScheme(result, relative, slashed, hostless);
  }

  const sourceAbsolute = result.pathname && result.pathname[0] === '/';
  const relativeAbsolute = relative.host || (relative.pathname && relative.pathname[0] === '/');
  let mustEndAbsolute = relativeAbsolute || sourceAbsolute || (result.host && relative.pathname);
  const removeAllDots = mustEndAbsolute;
  let path = segments(result.pathname);
  const relativePath = segments(relative.pathname);
  // Schemes without slashes keep their host as the first segment while the paths are worked on.
  const noLeadingSlashes = result.protocol && !slashed.has(result.protocol);
  if (noLeadingSlashes) {
    result.hostname = '';
    result.port = null;
    if (result.host) {
      if (path[0] === '') path[0] = result.host;
      else ArrayPrototypeUnshift(path, result.host);
    }
    result.host = '';
    if (relative.protocol) {
      relative.hostname = null;
      relative.port = null;
      result.auth = null;
      if (relative.host) {
        if (relativePath[0] === '') relativePath[0] = relative.host;
        else ArrayPrototypeUnshift(relativePath, relative.host);
      }
      relative.host = null;
    }
    mustEndAbsolute = mustEndAbsolute && (relativePath[0] === '' || path[0] === '');
  }

  if (relativeAbsolute) {
    if (relative.host || relative.host === '') {
      if (result.host !== relative.host) result.auth = null;
      result.host = relative.host;
      result.port = relative.port;
    }
    if (relative.hostname || relative.hostname === '') {
      if (result.hostname !== relative.hostname) result.auth = null;
      result.hostname = relative.hostname;
    }
    result.search = relative.search;
    result.query = relative.query;
    path = relativePath;
  } else if (relativePath.length > 0) {
    ArrayPrototypePop(path);
    path = ArrayPrototypeConcat(path, relativePath);
    result.search = relative.search;
    result.query = relative.query;
  } else if (relative.search !== null && relative.search !== undefined) {
    // A query alone, `?x`.
    if (noLeadingSlashes) {
      result.hostname = result.host = ArrayPrototypeShift(path);
      splitAuth(result);
    }
    result.search = relative.search;
    result.query = relative.query;
    if (result.pathname !== null || result.search !== null) result.path = pathOf(result);
    result.href = result.format();
    return result;
  }

  if (path.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    result.href = result.format();
    return result;
  }

  const last = lastOf(path);
  const trailingSlash = ((result.host || relative.host || path.length > 1) && (last === '.' || last === '..')) || last === '';
  const { kept, climbs } = fold(path);
  path = kept;
  if (!mustEndAbsolute && !removeAllDots) {
    for (let i = 0; i < climbs; i++) ArrayPrototypeUnshift(path, '..');
  }
  if (mustEndAbsolute && path[0] !== '' && (!path[0] || path[0][0] !== '/')) ArrayPrototypeUnshift(path, '');
  const joined = ArrayPrototypeJoin(path, '/');
  if (trailingSlash && joined[joined.length - 1] !== '/') ArrayPrototypePush(path, '');
  const isAbsolute = path[0] === '' || (path[0] && path[0][0] === '/');

  if (noLeadingSlashes) {
    result.hostname = result.host = isAbsolute ? '' : path.length > 0 ? ArrayPrototypeShift(path) : '';
    splitAuth(result);
  }
  mustEndAbsolute ||= result.host && path.length > 0;
  if (mustEndAbsolute && !isAbsolute) ArrayPrototypeUnshift(path, '');

  if (path.length === 0) {
    result.pathname = null;
    result.path = null;
  } else {
    result.pathname = ArrayPrototypeJoin(path, '/');
  }
  if (result.pathname !== null || result.search !== null) result.path = pathOf(result);
  result.auth = relative.auth || result.auth;
  result.slashes ||= relative.slashes;
  result.href = result.format();
  return result;
}

module.exports = resolveObject;
