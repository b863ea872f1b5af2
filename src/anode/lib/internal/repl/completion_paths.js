'use strict';

// Completion inside `require('…`, `import('…` and the first argument of a function of fs: names of modules and files.

const {
  ArrayPrototypeConcat, ArrayPrototypeFilter, ArrayPrototypeIncludes, ArrayPrototypeMap, ArrayPrototypePush, ArrayPrototypeSome, ObjectKeys,
  RegExpPrototypeExec, StringPrototypeSlice, StringPrototypeStartsWith,
} = primordials;

const path = require('internal/path/posix');
const { Module } = require('internal/modules/cjs/module');
const { getOptionValue } = require('internal/options');
const { builtinNames, schemeNames } = require('internal/repl/builtin_names');

const IMPORT = /\bimport\s*\(\s*['"`](([\w@./:-]+\/)?(?:[\w@./:-]*))(?![^'"`])$/;
const REQUIRE = /\brequire\s*\(\s*['"`](([\w@./:-]+\/)?(?:[\w@./:-]*))(?![^'"`])$/;
const FS_CALL = /fs(?:\.promises)?\.\s*[a-z][a-zA-Z]+\(\s*["'](.*)/;
const VERSIONED = /-\d+\.\d+/;

// The entries of a folder; undefined where it cannot be read.
function entriesOf(folder) {
  try {
    return require('fs').readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

const isSkipped = (name) => RegExpPrototypeExec(VERSIONED, name) !== null || name === '.npm';

function hasIndex(folder, indexes) {
  return ArrayPrototypeSome(entriesOf(folder) ?? [], (entry) => ArrayPrototypeIncludes(indexes, entry.name));
}

// The folders in which the text before the cursor is looked up, or the whole list of suggestions.
function foldersFor(text, otherwise) {
  if (text === '.') return { folders: [], names: ['./', '../'] };
  if (text === '..') return { folders: [], names: ['../'] };
  return { folders: RegExpPrototypeExec(/^\.\.?\//, text) !== null ? [process.cwd()] : otherwise, names: [] };
}

function requirable(text, subfolder, ownPaths) {
  const extensions = ObjectKeys(Module._extensions);
  const indexes = ArrayPrototypeConcat(ArrayPrototypeMap(extensions, (extension) => `index${extension}`), ['package.json', 'index']);
  const { folders, names } = foldersFor(text, ArrayPrototypeConcat(ownPaths, Module.globalPaths));
  for (let i = 0; i < folders.length; i++) {
    const folder = path.resolve(folders[i], subfolder);
    const entries = entriesOf(folder) ?? [];
    for (let j = 0; j < entries.length; j++) {
      const { name } = entries[j];
      if (isSkipped(name)) continue;
      if (entries[j].isDirectory()) {
        ArrayPrototypePush(names, `${subfolder}${name}/`);
        if (hasIndex(path.resolve(folder, name), indexes)) ArrayPrototypePush(names, `${subfolder}${name}`);
        continue;
      }
      const extension = path.extname(name);
      const base = StringPrototypeSlice(name, 0, -extension.length);
      if (ArrayPrototypeIncludes(extensions, extension) && (!subfolder || base !== 'index')) {
        ArrayPrototypePush(names, `${subfolder}${base}`);
      }
    }
  }
  return names;
}

function importExtensions() {
  const extensions = ['.cjs', '.js', '.json', '.mjs', '.wasm'];
  if (getOptionValue('--strip-types') !== false) ArrayPrototypePush(extensions, '.ts', '.mts', '.cts');
  return extensions;
}

function importable(text, subfolder, ownPaths) {
  const extensions = importExtensions();
  const indexes = ArrayPrototypeConcat(ArrayPrototypeMap(extensions, (extension) => `index${extension}`), ['package.json']);
  const { folders, names } = foldersFor(text, ownPaths);
  for (let i = 0; i < folders.length; i++) {
    const folder = path.resolve(folders[i], subfolder);
    const isPackages = path.basename(folder) === 'node_modules';
    const entries = entriesOf(folder) ?? [];
    for (let j = 0; j < entries.length; j++) {
      const { name } = entries[j];
      if (isSkipped(name)) continue;
      if (!entries[j].isDirectory()) {
        if (ArrayPrototypeIncludes(extensions, path.extname(name))) ArrayPrototypePush(names, `${subfolder}${name}`);
        continue;
      }
      ArrayPrototypePush(names, `${subfolder}${name}/`);
      if (!subfolder && isPackages && hasIndex(path.resolve(folder, name), indexes)) ArrayPrototypePush(names, name);
    }
  }
  return names;
}

function filesFor(text) {
  let start = '';
  let entries = entriesOf(text);
  if (entries === undefined) {
    start = path.basename(text);
    entries = entriesOf(path.dirname(text)) ?? [];
  }
  const found = ArrayPrototypeFilter(entries, (entry) => StringPrototypeStartsWith(entry.name, start));
  return { groups: [ArrayPrototypeMap(found, (entry) => entry.name)], completeOn: start, filter: '' };
}

// { groups, completeOn, filter }, or undefined where the line does not end in such a place.
function completePaths(line, mayBlock, ownPaths) {
  const required = RegExpPrototypeExec(REQUIRE, line);
  const match = required ?? RegExpPrototypeExec(IMPORT, line);
  if (match !== null) {
    const groups = [];
    if (mayBlock) {
      const names = (required !== null ? requirable : importable)(match[1], match[2] || '', ownPaths);
      if (names.length > 0) ArrayPrototypePush(groups, names);
    }
    ArrayPrototypePush(groups, builtinNames(), schemeNames());
    return { groups, completeOn: match[1], filter: match[1] };
  }
  const call = mayBlock ? RegExpPrototypeExec(FS_CALL, line) : null;
  return call === null ? undefined : filesFor(call[1]);
}

module.exports = { completePaths };
