'use strict';

// ShadowRealm, behind its flag: V8 asks for a context for each, and `importValue()` loads ES modules into it. A realm has a loader of its
// own, without hooks and without node: modules.

const { ArrayPrototypeMap, SafeMap, SafeWeakMap, StringPrototypeStartsWith } = primordials;

const {
  codes: { ERR_MODULE_NOT_FOUND, ERR_UNKNOWN_BUILTIN_MODULE, ERR_UNKNOWN_MODULE_FORMAT },
} = require('internal/errors');
const load = require('internal/modules/esm/load');
const { addHost, metas, requests } = require('internal/modules/esm/native');
const { canBeRequired } = require('internal/modules/builtins');
const { actions, has, native } = require('internal/vm/native');

const { COMPILE, EVALUATE_IN, INSTANTIATE_IN, LINK, NAMESPACE_IN, SHADOW_REALMS } = actions;

const ask = (action, a, b, c, d, e) => native('shadow-realms', 'ShadowRealm')(action, a, b, c, d, e);

const loaders = new SafeWeakMap();  // the global object of a realm -> its loader

function resolve(specifier, parentURL) {
  if (StringPrototypeStartsWith(specifier, 'node:')) throw new ERR_UNKNOWN_BUILTIN_MODULE(specifier);
  if (canBeRequired(specifier)) throw new ERR_MODULE_NOT_FOUND(specifier, require('internal/url').fileURLToPath(parentURL), undefined);
  return load.locate(specifier, parentURL);
}

class Loader {
  constructor(global) {
    this.global = global;
    this.modules = new SafeMap();  // by URL
  }

  // The module at a URL, compiled, and the modules that it imports.
  find(url, known) {
    const found = this.modules.get(url);
    if (found !== undefined) return found;
    const { format } = load.loadPlainly(url, known, { __proto__: null });
    if (format !== 'module' && format !== 'module-typescript') throw new ERR_UNKNOWN_MODULE_FORMAT(format, url);
    let source = load.textAt(url);
    if (format === 'module-typescript') source = require('internal/modules/typescript').stripSource(source, url);
    const host = addHost((specifier) => this.import(specifier, url));
    const module = { __proto__: null, id: ask(COMPILE, source, url, 0, 0, host), links: undefined, evaluated: undefined };
    this.modules.set(url, module);
    metas.set(module.id, { __proto__: null, fillMeta(meta) { meta.url = url; } });
    module.links = ArrayPrototypeMap(requests(module.id), (request) => {
      const { 0: target, 1: targetFormat } = resolve(request.specifier, url);
      return this.find(target, targetFormat);
    });
    ask(LINK, module.id, ArrayPrototypeMap(module.links, (linked) => linked.id));
    return module;
  }

  async import(specifier, parentURL) {
    const { 0: url, 1: format } = resolve(specifier, parentURL);
    const module = this.find(url, format);
    if (module.evaluated === undefined) {
      ask(INSTANTIATE_IN, module.id, this.global);
      module.evaluated = ask(EVALUATE_IN, module.id, this.global);
    }
    await module.evaluated;
    return ask(NAMESPACE_IN, module.id, this.global);
  }
}

// `import()` and `importValue()` of code of a realm that belongs to no module: relative to the working directory.
function importIn(global, specifier) {
  let loader = loaders.get(global);
  if (loader === undefined) loaders.set(global, loader = new Loader(global));
  return loader.import(specifier, require('internal/url').pathToFileURL(`${process.cwd()}/`).href);
}

function install() {
  if (!has('shadow-realms')) return;  // without it, V8 throws an error for each
  require('internal/vm/realm').listen();
  ask(SHADOW_REALMS);
}

module.exports = { importIn, install };
