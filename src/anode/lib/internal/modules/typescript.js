'use strict';

// TypeScript: amaro removes the types from a text. It and its WebAssembly are loaded with the first such text.

const { ObjectDefineProperty, ReflectApply, RegExpPrototypeExec, StringPrototypeStartsWith } = primordials;

const {
  codes: { ERR_INVALID_TYPESCRIPT_SYNTAX, ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING, ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX },
} = require('internal/errors');
const { emitExperimentalWarning } = require('internal/util/deprecation');
const { getOptionValue } = require('internal/options');
const { kArrow } = require('internal/process/fatal');
const stacks = require('internal/process/stacks');

const isEnabled = () => getOptionValue('--strip-types') !== false;

let transformSync;
function load() {
  const engine = require('internal/engine');
  const { takeText } = require('internal/modules/source');
  const text = takeText(() => binding('modules').amaro_source());
  const module = { __proto__: null, exports: { __proto__: null } };
  const give = (id) => {
    switch (id) {
      case 'util': return require('internal/encoding');
      case 'node:buffer': return require('buffer');
      default: return binding('modules').amaro_wasm();  // the WebAssembly that it compiles
    }
  };
  ReflectApply(engine.compileFunction(text, 'node:internal/deps/amaro/dist/index', ['exports', 'require', 'module']), undefined,
               [module.exports, give, module]);
  return module.exports.transformSync;
}

// Returns { code, map }; throws Node's errors.
function parse(source, options) {
  transformSync ??= load();
  try {
    return transformSync(source, options);
  } catch (failure) {
    const { code, message, filename, startLine, snippet } = failure ?? {};
    const known = code === 'UnsupportedSyntax' ?
      ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX :
      code === 'InvalidSyntax' ? ERR_INVALID_TYPESCRIPT_SYNTAX : undefined;
    if (known === undefined) require('assert').fail(typeof failure === 'string' ? failure : message);
    const error = new known(message);
    const place = `${filename}:${startLine}\n${snippet}`;
    error.stack = `${place}\n${error.stack}`;
    ObjectDefineProperty(error, kArrow, { __proto__: null, value: place, enumerable: false, writable: true, configurable: true });
    throw error;
  }
}

function processCode(source, options) {
  const { code, map } = parse(source, options);
  if (map) return `${code}\n\n//# sourceMappingURL=data:application/json;base64,${require('buffer').Buffer.from(map).toString('base64')}`;
  return options.filename && options.named ? `${code}\n\n//# sourceURL=${options.filename}` : code;
}

let warned = false;
function mode() {
  if (!getOptionValue('--experimental-transform-types')) return 'strip-only';
  if (!warned) {
    warned = true;
    emitExperimentalWarning('Transform Types');
  }
  return 'transform';
}

function refusePackages(filename) {
  if (RegExpPrototypeExec(/[\\/]node_modules(?:[\\/]|$)/, filename) !== null) {
    throw new ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING(filename);
  }
}

const urlOf = (filename) => (StringPrototypeStartsWith(filename, '/') ? require('internal/url').pathToFileURL(filename).href : filename);

// The JavaScript of a module. `filename` is a path, a URL or a name such as [eval]; errors show `shown`.
function stripSource(source, filename, shown = urlOf(filename)) {
  refusePackages(filename);
  const url = urlOf(filename);
  if (StringPrototypeStartsWith(url, 'file:')) stacks.showAs(url, shown);
  const how = mode();
  const cache = require('internal/modules/compile_cache');
  const known = cache.strippedText(source, filename, how);
  if (known !== undefined) return known;
  const text = processCode(source, {
    __proto__: null, mode: how, sourceMap: how === 'transform' && require('internal/source_maps').isEnabled(), filename: shown, named: true,
  });
  cache.keepStripped(source, filename, how, text);
  return text;
}

const isSyntaxError = (error) => error?.code === 'ERR_INVALID_TYPESCRIPT_SYNTAX' || error?.code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX';

module.exports = { isEnabled, isSyntaxError, processCode, refusePackages, stripSource };
