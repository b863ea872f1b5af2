'use strict';

// The global `navigator`.

const { ObjectDefineProperties, ObjectFreeze, StringPrototypeIndexOf, StringPrototypeSlice, Symbol } = primordials;
const { codes: { ERR_ILLEGAL_CONSTRUCTOR } } = require('internal/errors');
const { kEnumerableProperty } = require('internal/util/frozen');

const kMake = Symbol('make');

function platformOf(arch, platform) {
  if (platform === 'darwin') return 'MacIntel';  // on Apple's own processors too
  if (platform === 'win32') return 'Win32';
  const name = platform === 'linux' ? 'Linux' : platform;
  return arch === 'ia32' ? `${name} i686` : arch === 'x64' ? `${name} x86_64` : `${name} ${arch}`;
}

class Navigator {
  #parts = { __proto__: null };

  constructor(key = undefined) {
    if (key !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  #part(name, make) {
    return this.#parts[name] ??= make();
  }

  get hardwareConcurrency() {
    return this.#part('hardwareConcurrency', () => require('os').availableParallelism());
  }

  get locks() {
    return this.#part('locks', () => require('internal/locks').locks);
  }

  get language() {
    return this.#part('language', () => new Intl.DateTimeFormat().resolvedOptions().locale || 'en-US');
  }

  get languages() {
    return this.#part('languages', () => ObjectFreeze([this.language]));
  }

  get userAgent() {
    const { version } = process;
    return this.#part('userAgent', () => `Node.js/${StringPrototypeSlice(version, 1, StringPrototypeIndexOf(version, '.'))}`);
  }

  get platform() {
    return this.#part('platform', () => platformOf(process.arch, process.platform));
  }
}

ObjectDefineProperties(Navigator.prototype, {
  hardwareConcurrency: kEnumerableProperty,
  locks: kEnumerableProperty,
  language: kEnumerableProperty,
  languages: kEnumerableProperty,
  userAgent: kEnumerableProperty,
  platform: kEnumerableProperty,
});

module.exports = { Navigator, navigator: new Navigator(kMake) };
