'use strict';

// The hooks of module.registerHooks() in require(): they resolve and load, and the usual functions are the last of them.

const { JSONParse, StringPrototypeStartsWith } = primordials;

const { codes: { ERR_UNKNOWN_BUILTIN_MODULE } } = require('internal/errors');
const { canBeRequired } = require('internal/modules/builtins');
const { cjsConditions } = require('internal/modules/cjs/find_path');
const { Module } = require('internal/modules/cjs/module');
const hooks = require('internal/modules/hooks');
const { readSource } = require('internal/modules/source');
const { urlOf } = require('internal/modules/url_of');
const path = require('internal/path/posix');

const requireConditions = () => JSONParse(cjsConditions());

// Resolves a request by the hooks: { filename, url, format }. For a URL that is no file's, `filename` is the URL.
function resolveByHooks(request, parent, isMain) {
  const { fileURLToPath } = require('internal/url');
  const context = {
    parentURL: parent?.filename ? urlOf(parent.filename) : undefined, importAttributes: undefined, conditions: requireConditions(),
  };
  const usual = context.conditions;
  const { url, format } = hooks.resolveWith(request, context, (specifier, { conditions: wanted }) => {
    if (StringPrototypeStartsWith(specifier, 'node:')) {
      if (!canBeRequired(specifier)) throw new ERR_UNKNOWN_BUILTIN_MODULE(specifier);
      return { url: specifier, format: 'builtin' };
    }
    const name = StringPrototypeStartsWith(specifier, 'file:') ? fileURLToPath(specifier) : specifier;
    const found = Module._resolveFilename(
      name, parent, isMain, wanted === usual || wanted === undefined ? undefined : { conditions: wanted });
    if (path.isAbsolute(found)) return { url: urlOf(found) };
    return { url: canBeRequired(found) && !StringPrototypeStartsWith(found, 'node:') ? `node:${found}` : found };
  });
  return { __proto__: null, url, format, filename: StringPrototypeStartsWith(url, 'file:') ? fileURLToPath(url) : url };
}

// Loads a file by the hooks: { source, format }, with the source as text.
function loadByHooks(filename, format) {
  const { fileURLToPath } = require('internal/url');
  const url = path.isAbsolute(filename) ? urlOf(filename) : filename;
  const context = { format, importAttributes: undefined, conditions: requireConditions() };
  const loaded = hooks.loadWith(url, context, (target, given) => {
    if (StringPrototypeStartsWith(target, 'node:') && canBeRequired(target)) return { source: null, format: 'builtin' };
    return { source: readSource(StringPrototypeStartsWith(target, 'file:') ? fileURLToPath(target) : target), format: given.format };
  });
  const { source } = loaded;
  return {
    __proto__: null, format: loaded.format ?? format,
    source: typeof source === 'string' || source == null ?
      source :
      require('buffer').Buffer.from(source.buffer ?? source, source.byteOffset ?? 0, source.byteLength).utf8Slice(),
  };
}

module.exports = { loadByHooks, resolveByHooks };
