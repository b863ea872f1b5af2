'use strict';

// DOMException (https://webidl.spec.whatwg.org/#idl-DOMException): an Error with a given name.

const {
  Error,
  ErrorPrototype,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  SafeMap,
  SafeWeakMap,
  SymbolToStringTag,
  TypeError,
} = primordials;

const internals = new SafeWeakMap();  // exception → { message, name }

function internalsOf(exception) {
  const found = internals.get(exception);
  if (found !== undefined) return found;
  const error = new TypeError('Value of "this" must be of DOMException');
  error.code = 'ERR_INVALID_THIS';
  throw error;
}

class DOMException {
  constructor(message = '', options = 'Error') {
    // A native Error, so that it has a stack and counts as an Error everywhere.
    const self = new Error();
    ObjectSetPrototypeOf(self, new.target.prototype);
    let name = options;
    if (options && typeof options === 'object') {
      ({ name } = options);
      if ('cause' in options) {
        ObjectDefineProperty(self, 'cause', {
          __proto__: null, value: options.cause, configurable: true, writable: true, enumerable: false,
        });
      }
    }
    internals.set(self, { message: `${message}`, name: `${name}` });
    return self;
  }

  get name() {
    return internalsOf(this).name;
  }

  get message() {
    return internalsOf(this).message;
  }

  get code() {
    return codes.get(internalsOf(this).name) ?? 0;
  }
}

ObjectSetPrototypeOf(DOMException.prototype, ErrorPrototype);
ObjectDefineProperties(DOMException.prototype, {
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'DOMException' },
  name: { __proto__: null, enumerable: true, configurable: true },
  message: { __proto__: null, enumerable: true, configurable: true },
  code: { __proto__: null, enumerable: true, configurable: true },
});

// The names that have a code, in the order of the codes from 1. Three of them are no longer used; they have code 0.
const legacy = [
  ['IndexSizeError', 'INDEX_SIZE_ERR'],
  [null, 'DOMSTRING_SIZE_ERR'],
  ['HierarchyRequestError', 'HIERARCHY_REQUEST_ERR'],
  ['WrongDocumentError', 'WRONG_DOCUMENT_ERR'],
  ['InvalidCharacterError', 'INVALID_CHARACTER_ERR'],
  [null, 'NO_DATA_ALLOWED_ERR'],
  ['NoModificationAllowedError', 'NO_MODIFICATION_ALLOWED_ERR'],
  ['NotFoundError', 'NOT_FOUND_ERR'],
  ['NotSupportedError', 'NOT_SUPPORTED_ERR'],
  ['InUseAttributeError', 'INUSE_ATTRIBUTE_ERR'],
  ['InvalidStateError', 'INVALID_STATE_ERR'],
  ['SyntaxError', 'SYNTAX_ERR'],
  ['InvalidModificationError', 'INVALID_MODIFICATION_ERR'],
  ['NamespaceError', 'NAMESPACE_ERR'],
  ['InvalidAccessError', 'INVALID_ACCESS_ERR'],
  [null, 'VALIDATION_ERR'],
  ['TypeMismatchError', 'TYPE_MISMATCH_ERR'],
  ['SecurityError', 'SECURITY_ERR'],
  ['NetworkError', 'NETWORK_ERR'],
  ['AbortError', 'ABORT_ERR'],
  ['URLMismatchError', 'URL_MISMATCH_ERR'],
  ['QuotaExceededError', 'QUOTA_EXCEEDED_ERR'],
  ['TimeoutError', 'TIMEOUT_ERR'],
  ['InvalidNodeTypeError', 'INVALID_NODE_TYPE_ERR'],
  ['DataCloneError', 'DATA_CLONE_ERR'],
];
const codes = new SafeMap();
for (let i = 0; i < legacy.length; i++) {
  const value = i + 1;
  const constant = { __proto__: null, enumerable: true, value };
  ObjectDefineProperty(DOMException, legacy[i][1], constant);
  ObjectDefineProperty(DOMException.prototype, legacy[i][1], constant);
  if (legacy[i][0] !== null) codes.set(legacy[i][0], value);
}

exports.DOMException = DOMException;
