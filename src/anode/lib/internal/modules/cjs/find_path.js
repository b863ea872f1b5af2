'use strict';

// Finds the file of a request: the folders in which it may lie, and the search, which is Python's (modules/commonjs.py).

const {
  ArrayFrom, ArrayPrototypeConcat, ArrayPrototypeJoin, ArrayPrototypePush, ArrayPrototypeSlice, ArrayPrototypeUnshift, 
  ObjectDefineProperty, ObjectKeys, StringPrototypeCharCodeAt, StringPrototypeIncludes, StringPrototypeSlice, StringPrototypeSplit,
  StringPrototypeStartsWith,
} = primordials;

const builtins = require('internal/modules/builtins');
const { Module, folderOf } = require('internal/modules/cjs/module');
const { getOptionValue } = require('internal/options');
const path = require('internal/path/posix');

const files = binding('modules');

let lastFrom, lastPaths;
Module._nodeModulePaths = function(from) {
  if (from !== lastFrom) {
    const paths = nodeModulePaths(path.resolve(from));
    const kept = path.isAbsolute(from) ? from : undefined;
    lastPaths = paths;  // both at once: a time limit may end the calls above
    lastFrom = kept;
  }
  return ArrayPrototypeSlice(lastPaths);
};

function nodeModulePaths(from) {
  if (from === '/') return ['/node_modules'];
  const found = [];
  for (let end = from.length, i = from.length - 1; i >= 0; i--) {
    if (StringPrototypeCharCodeAt(from, i) !== 47 /* / */) continue;
    if (StringPrototypeSlice(from, i + 1, end) !== 'node_modules') {
      ArrayPrototypePush(found, `${StringPrototypeSlice(from, 0, end)}/node_modules`);
    }
    end = i;
  }
  ArrayPrototypePush(found, '/node_modules');
  return found;
}

const isRelative = (request) =>
  request === '.' || request === '..' || StringPrototypeStartsWith(request, './') || StringPrototypeStartsWith(request, '../');

Module._resolveLookupPaths = function(request, parent) {
  if (!isRelative(request)) {
    if (builtins.isBuiltin(request)) return null;
    let paths;
    if (parent?.paths?.length) {
      paths = ArrayPrototypeConcat(parent.paths, modulePaths);
    } else {
      paths = modulePaths;
    }
    return paths.length > 0 ? paths : null;
  }
  if (!parent?.id || !parent.filename) return ['.'];
  return [folderOf(parent.filename)];
};

let modulePaths = [];
Module._initPaths = function() {
  const { env } = process;
  const paths = [path.resolve(process.execPath, '..', '..', 'lib', 'node')];
  if (env.HOME) ArrayPrototypeUnshift(paths, path.resolve(env.HOME, '.node_modules'), path.resolve(env.HOME, '.node_libraries'));
  if (env.NODE_PATH) {
    const own = StringPrototypeSplit(env.NODE_PATH, path.delimiter);
    for (let i = own.length - 1; i >= 0; i--) if (own[i]) ArrayPrototypeUnshift(paths, own[i]);
  }
  modulePaths = paths;
  Module.globalPaths = ArrayPrototypeSlice(modulePaths);
};

let pathsReady = false;
function ready() {
  if (pathsReady) return;
  pathsReady = true;
  Module._initPaths();
}

let conditions;
function cjsConditions(own) {
  if (own) return binding.encode(ArrayFrom(own));
  return conditions ??= binding.encode(ArrayPrototypeConcat(
    ['require', 'node'], getOptionValue('--addons') === false ? [] : ['node-addons'], ['module-sync'],
    getOptionValue('--conditions') ?? []));
}

// 0 for a file, 1 for a folder, negative for neither.
ObjectDefineProperty(Module, '_stat', {
  __proto__: null, value: (filename) => files.file_kind(filename), writable: true, configurable: true, enumerable: false,
});

Module._findPath = function(request, paths, isMain) {
  if (path.isAbsolute(request)) paths = [''];
  else if (!paths || paths.length === 0) return false;
  return findPath(request, paths, isMain, undefined, null);
};

function findPath(request, paths, isMain, own, base) {
  const key = `${request}\0${paths.length === 1 ? paths[0] : ArrayPrototypeJoin(paths, '\0')}`;
  const known = Module._pathCache[key];
  if (known) return known;
  if (own === undefined && paths.length === 1 && (isRelative(request) || request[0] === '/') && extensionsAreUsual()) {
    const near = files.find_near(request, path.isAbsolute(paths[0]) ? paths[0] : path.resolve(paths[0]), !!isMain);
    if (near === null) return false;
    if (StringPrototypeIncludes(near, '/index.')) warnOfMains(files.take_invalid_mains());
    Module._pathCache[key] = near;
    return near;
  }
  const resolvedPaths = [];
  for (let i = 0; i < paths.length; i++) resolvedPaths[i] = path.resolve(paths[i]);
  const found = files.find_path(
    request, binding.encode(resolvedPaths), binding.encode(ObjectKeys(Module._extensions)), cjsConditions(own), !!isMain, base);
  if (found === null) return false;
  if (StringPrototypeStartsWith(path.basename(found), 'index.')) warnOfMains(files.take_invalid_mains());
  Module._pathCache[key] = found;
  return found;
}

function extensionsAreUsual() {
  const names = ObjectKeys(Module._extensions);
  return names.length === 3 && names[0] === '.js' && names[1] === '.json' && names[2] === '.node';
}

function warnOfMains(mains) {
  for (let i = 0; i < mains.length; i++) {
    process.emitWarning(
      `Invalid 'main' field in '${mains[i][0]}' of '${mains[i][1]}'. ` +
      'Please either fix that or report it to the module author', 'DeprecationWarning', 'DEP0128');
  }
}

module.exports = { cjsConditions, findPath, isRelative, ready };
