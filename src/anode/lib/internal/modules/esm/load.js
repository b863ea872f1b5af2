'use strict';

// Resolving and loading without hooks, which is also the end of each chain of hooks.

const {
  ArrayPrototypeIncludes, ArrayPrototypePush, ArrayPrototypePushApply, ObjectFreeze, ObjectKeys,
  RegExpPrototypeExec, SafeSet, StringPrototypeIncludes, StringPrototypeSlice, StringPrototypeStartsWith,
} = primordials;

const {
  codes: {
    ERR_IMPORT_ATTRIBUTE_MISSING, ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE, ERR_IMPORT_ATTRIBUTE_UNSUPPORTED,
    ERR_UNKNOWN_MODULE_FORMAT,
  },
} = require('internal/errors');
const { canBeRequired } = require('internal/modules/builtins');
const { getOptionValue } = require('internal/options');
const { readSource } = require('internal/modules/source');

const files = binding('modules');

let conditions;
function importConditions() {
  if (conditions === undefined) {
    conditions = ['node', 'import', 'module-sync'];
    if (getOptionValue('--addons') !== false) ArrayPrototypePush(conditions, 'node-addons');
    ArrayPrototypePushApply(conditions, getOptionValue('--conditions') ?? []);
    ObjectFreeze(conditions);
  }
  return conditions;
}

// ---- resolving ----

function locate(specifier, parentURL, own = undefined) {
  let found;
  try {
    found = files.esm_locate(specifier, parentURL ?? '', own);
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'ERR_UNSUPPORTED_DIR_IMPORT') {
      require('internal/modules/esm/main_errors').hint(error, specifier, parentURL);
    }
    throw error;
  }
  if (found.length > 2) warnOfMains(found[2]);
  return found;
}

// Warns of main files that were found only by trying names.
function warnOfMains(mains) {
  const { fileURLToPath } = require('internal/url');
  for (let i = 0; i < mains.length; i++) {
    const { 0: url, 1: packagePath, 2: main, 3: parentURL } = mains[i];
    let format;
    try {
      format = formatOf(url);
    } catch {
      continue;
    }
    if (format !== 'module') continue;
    const folder = StringPrototypeSlice(packagePath, 0, -'package.json'.length);
    const file = StringPrototypeSlice(fileURLToPath(url), folder.length);
    const base = StringPrototypeStartsWith(parentURL, 'file:') ? fileURLToPath(parentURL) : parentURL;
    const message = main ?
      `Package ${folder} has a "main" field set to "${main}", ` +
      `excluding the full filename and extension to the resolved file at "${file}", ` +
      `imported from ${base}.\n Automatic extension resolution of the "main" field is deprecated for ES modules.` :
      `No "main" or "exports" field defined in the package.json for ${folder} resolving the main entry point "${file}", ` +
      `imported from ${base}.\nDefault "index" lookups for the main are deprecated for ES modules.`;
    process.emitWarning(message, 'DeprecationWarning', 'DEP0151');
  }
}

// The last nextResolve() of a chain.
function defaultResolve(specifier, context) {
  const { URL, pathToFileURL } = require('internal/url');
  const { parentURL = pathToFileURL(`${process.cwd()}/`).href } = context;
  if (canBeRequired(specifier)) {
    return { __proto__: null, url: StringPrototypeStartsWith(specifier, 'node:') ? specifier : `node:${specifier}`, format: 'builtin' };
  }
  // A URL of another scheme is left to a load hook, and need not exist.
  const relative = RegExpPrototypeExec(/^\.{0,2}\//, specifier) !== null;
  const foreign = relative ? URL.parse(specifier, parentURL) : URL.parse(specifier);
  if (foreign !== null && RegExpPrototypeExec(/^(?:file|data|node):$/, foreign.protocol) === null) {
    return { __proto__: null, url: foreign.href, format: undefined };
  }
  const usual = context.conditions === undefined || context.conditions === importConditions();
  const found = locate(specifier, `${parentURL}`, usual ? undefined : binding.encode(context.conditions));
  return { __proto__: null, url: found[0], format: StringPrototypeStartsWith(found[0], 'data:') ? undefined : found[1] };
}

// ---- attributes ----

const expected = {
  '__proto__': null, 'builtin': '', 'commonjs': '', 'commonjs-typescript': '', 'json': 'json', 'module': '',
  'module-typescript': '', 'wasm': '',
};
const known = ['json'];

// Checks that an import with these attributes can have a module of this format.
function checkAttributes(url, format, attributes) {
  const keys = ObjectKeys(attributes);
  for (let i = 0; i < keys.length; i++) {
    if (keys[i] !== 'type') throw new ERR_IMPORT_ATTRIBUTE_UNSUPPORTED(keys[i], attributes[keys[i]], url);
  }
  const type = expected[format];
  if (type === undefined || type === (attributes.type ?? '')) return;
  if (attributes.type === undefined) throw new ERR_IMPORT_ATTRIBUTE_MISSING(url, 'type', type);
  if (!ArrayPrototypeIncludes(known, attributes.type)) throw new ERR_IMPORT_ATTRIBUTE_UNSUPPORTED('type', attributes.type, url);
  throw new ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE(url, attributes.type);
}

// ---- loading ----

const fileOf = (url) => require('internal/url').fileURLToPath(url);

function textAt(url) {
  if (StringPrototypeStartsWith(url, 'file:')) return readSource(fileOf(url));
  return require('buffer').Buffer.from(files.esm_bytes(url)).utf8Slice();
}

// Detecting an ES module by its syntax costs time, which `"type": "module"` would save.
const warned = new SafeSet();
function warnOfType(url) {
  const scope = files.package_scope(fileOf(url));
  if (scope === null || StringPrototypeIncludes(url, '/node_modules/') || warned.has(scope.path)) return;
  warned.add(scope.path);
  process.emitWarning(`Module type of ${url} is not specified and it doesn't parse as CommonJS.\n` +
    'Reparsing as ES module because module syntax was detected. This incurs a performance overhead.\n' +
    `To eliminate this warning, add "type": "module" to ${scope.path}.`, { __proto__: null, code: 'MODULE_TYPELESS_PACKAGE_JSON' });
}

// The format of the module at `url`. For a text of unknown format, by its syntax.
function formatOf(url, source = undefined) {
  const format = files.esm_format(url);
  if (format !== null && format !== undefined) return format;
  if (StringPrototypeStartsWith(url, 'data:')) return undefined;
  const typed = RegExpPrototypeExec(/\.ts(?:[?#]|$)/, url) !== null;
  if (getOptionValue('--experimental-detect-module') === false) return typed ? 'commonjs-typescript' : 'commonjs';
  let text = source ?? textAt(url);
  if (typeof text !== 'string') text = require('buffer').Buffer.from(text).utf8Slice();
  if (typed) {
    text = require('internal/modules/typescript').stripSource(text, fileOf(url), fileOf(url));
  }
  const isModule = require('internal/modules/esm/detect').looksLikeModule(text, url);
  if (isModule) warnOfType(url);
  return `${isModule ? 'module' : 'commonjs'}${typed ? '-typescript' : ''}`;
}

function checkScheme(url) {
  if (RegExpPrototypeExec(/^(?:file|data|node):/, url) !== null) return;
  const { URL } = require('internal/url');
  files.esm_resolve(new URL(url).href, url);  // one of the two throws
}

// The last nextLoad() of a chain.
function defaultLoad(url, context) {
  let { format, source } = context;
  checkScheme(url);
  if (StringPrototypeStartsWith(url, 'node:')) {
    source = null;
    format ??= 'builtin';
  } else if (format !== 'commonjs') {
    source ??= require('buffer').Buffer.from(files.esm_bytes(url));
    format ??= formatOf(url, source);
    if (format === 'commonjs') source = null;  // require()'s loader reads it, with the changes that programs have made
  }
  checkAttributes(url, format, context.importAttributes ?? {});
  return { __proto__: null, format, responseURL: url, source };
}

// The same for synchronous hooks, which also get the text of a CommonJS file.
function defaultLoadNow(url, context) {
  const loaded = defaultLoad(url, context);
  if (loaded.format === 'commonjs') loaded.source ??= require('buffer').Buffer.from(files.esm_bytes(url));
  return loaded;
}

// The same without hooks: { format, source }. The source is a text, or undefined if the translator reads it.
function loadPlainly(url, format, attributes) {
  if (format !== 'builtin') checkScheme(url);
  if (format === null || format === undefined) {
    const source = RegExpPrototypeExec(/^(?:file|data):/, url) === null ? undefined : textAt(url);
    format = formatOf(url, source);
    if (format === undefined) throw new ERR_UNKNOWN_MODULE_FORMAT(format, url);
    checkAttributes(url, format, attributes);
    return { __proto__: null, format, source: format === 'commonjs' || format === 'wasm' ? undefined : source };
  }
  checkAttributes(url, format, attributes);
  return { __proto__: null, format, source: undefined };
}

module.exports = {
  defaultLoad, defaultLoadNow, defaultResolve, fileOf, importConditions, loadPlainly, locate, textAt, warnOfMains, warnOfType,
};
