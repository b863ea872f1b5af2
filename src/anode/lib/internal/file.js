'use strict';

// File (https://w3c.github.io/FileAPI/#file-section): a Blob with a name and a date.

const {
  DateNow,
  FunctionPrototypeCall,
  NumberIsNaN,
  ObjectDefineProperties,
  ObjectSetPrototypeOf,
  StringPrototypeToWellFormed,
  Symbol,
  SymbolToStringTag,
} = primordials;

const { codes: { ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEmptyObject, kEnumerableProperty } = require('internal/util/frozen');
const { kClone, kDeserialize } = require('internal/worker/js_transferable');
const { Blob, TransferableBlob } = require('internal/blob');

const kState = Symbol('state');

function stateOf(file) {
  const state = file?.[kState];
  if (state === undefined) throw new ERR_INVALID_THIS('File');
  return state;
}

class File extends Blob {
  constructor(fileBits, fileName, options = kEmptyObject) {
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('fileBits', 'fileName');
    super(fileBits, options);
    let { lastModified } = options ?? kEmptyObject;
    if (lastModified === undefined) lastModified = DateNow();
    else if (NumberIsNaN(lastModified = +lastModified)) lastModified = 0;
    this[kState] = { name: StringPrototypeToWellFormed(`${fileName}`), lastModified };
  }

  get name() {
    return stateOf(this).name;
  }

  get lastModified() {
    return stateOf(this).lastModified;
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { name, lastModified } = this[kState];
    return `File ${require('internal/util/inspect').inspect({ size: this.size, type: this.type, name, lastModified }, {
      ...options,
      depth: options.depth == null ? null : options.depth - 1,
    })}`;
  }

  [kClone]() {
    return {
      data: { ...super[kClone]().data, ...this[kState] },
      deserializeInfo: 'internal/file:TransferableFile',
    };
  }

  [kDeserialize](data) {
    super[kDeserialize](data);
    this[kState] = { name: data.name, lastModified: data.lastModified };
  }
}

function TransferableFile(handle, length, type = '') {
  FunctionPrototypeCall(TransferableBlob, this, handle, length, type);
  ObjectSetPrototypeOf(this, File.prototype);
}
ObjectSetPrototypeOf(TransferableFile.prototype, File.prototype);
ObjectSetPrototypeOf(TransferableFile, File);

ObjectDefineProperties(File.prototype, {
  name: kEnumerableProperty,
  lastModified: kEnumerableProperty,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'File' },
});

module.exports = { File, TransferableFile };
