'use strict';

// vm.SyntheticModule: a module whose exports the program sets.

const {
  ArrayIsArray, ArrayPrototypeForEach, ArrayPrototypeIndexOf, ArrayPrototypeMap, ArrayPrototypeSome, ReflectApply, SafeWeakRef,
} = primordials;

const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS,
  },
} = require('internal/errors');
const { validateFunction, validateObject, validateString } = require('internal/validators');
const { kEmptyObject } = require('internal/util/frozen');
const { Module, Steps, isModule, kHandle, kLink } = require('internal/vm/module');

class SyntheticModule extends Module {
  constructor(exportNames, evaluateCallback, options = kEmptyObject) {
    if (!ArrayIsArray(exportNames) || ArrayPrototypeSome(exportNames, (name) => typeof name !== 'string')) {
      throw new ERR_INVALID_ARG_TYPE('exportNames', 'Array of unique strings', exportNames);
    }
    ArrayPrototypeForEach(exportNames, (name, i) => {
      if (ArrayPrototypeIndexOf(exportNames, name, i + 1) !== -1) {
        throw new ERR_INVALID_ARG_VALUE(`exportNames.${name}`, name, 'is duplicated');
      }
    });
    validateFunction(evaluateCallback, 'evaluateCallback');
    validateObject(options, 'options');
    const { context, identifier } = options;
    super({
      context, identifier,
      make: (name, module, realm) => {
        const self = new SafeWeakRef(module);
        const steps = () => ReflectApply(evaluateCallback, self.deref(), []);
        return new Steps(name, ArrayPrototypeMap(exportNames, (each) => each), steps, realm);
      },
    });
  }

  // It has been linked from the beginning.
  async link() {
    if (!isModule(this)) throw new ERR_INVALID_THIS('SyntheticModule');
  }

  async [kLink]() {}

  setExport(name, value) {
    if (!isModule(this) || !(this[kHandle] instanceof Steps)) throw new ERR_INVALID_THIS('SyntheticModule');
    validateString(name, 'name');
    this[kHandle].set(name, value);
  }
}

module.exports = { SyntheticModule };
