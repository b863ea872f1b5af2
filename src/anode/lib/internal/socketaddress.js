'use strict';

// net.SocketAddress.

const {
  ObjectDefineProperties, ObjectSetPrototypeOf, StringPrototypeEndsWith, StringPrototypeSlice, StringPrototypeStartsWith,
  StringPrototypeToLowerCase, Symbol,
} = primordials;

const { codes: { ERR_INVALID_ADDRESS, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEmptyObject, kEnumerableProperty } = require('internal/util/frozen');
const { validateObject, validatePort, validateString, validateUint32 } = require('internal/validators');
const { kClone, kDeserialize, markTransferMode } = require('internal/worker/js_transferable');
const { formatAddress, parseAddress } = require('internal/net/address');

const kDetail = Symbol('kDetail');
const kNumber = Symbol('kNumber');

class SocketAddress {
  static isSocketAddress(value) {
    return value?.[kDetail] !== undefined;
  }

  // Takes `address`, `address:port` or `[address]:port`. Returns undefined for other text.
  static parse(input) {
    validateString(input, 'input');
    const { URL } = require('internal/url');
    const url = URL.parse(`http://${input}`);
    if (url === null) return undefined;
    const { hostname: host, port } = url;
    try {
      if (StringPrototypeStartsWith(host, '[') && StringPrototypeEndsWith(host, ']')) {
        return new SocketAddress({ address: StringPrototypeSlice(host, 1, -1), port: port | 0, family: 'ipv6' });
      }
      return new SocketAddress({ address: host, port: port | 0 });
    } catch {
      return undefined;
    }
  }

  constructor(options = kEmptyObject) {
    markTransferMode(this, true, false);
    validateObject(options, 'options');
    let { family = 'ipv4' } = options;
    if (typeof family === 'string') family = StringPrototypeToLowerCase(family);
    if (family !== 'ipv4' && family !== 'ipv6') throw new ERR_INVALID_ARG_VALUE('options.family', options.family);
    const { address = family === 'ipv4' ? '127.0.0.1' : '::', port = 0, flowlabel = 0 } = options;
    validateString(address, 'options.address');
    validatePort(port, 'options.port');
    validateUint32(flowlabel, 'options.flowlabel', false);
    const number = parseAddress(address, family);
    if (number === undefined) throw new ERR_INVALID_ADDRESS();
    this[kNumber] = number;
    this[kDetail] = { address: formatAddress(number, family), port: port | 0, family, flowlabel };
  }

  get address() { return this[kDetail].address; }
  get port() { return this[kDetail].port; }
  get family() { return this[kDetail].family; }
  // Only an IPv6 address has a flow label.
  get flowlabel() { return this[kDetail].family === 'ipv6' ? this[kDetail].flowlabel : 0; }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `SocketAddress ${require('internal/util/inspect').inspect(this.toJSON(), inner)}`;
  }

  [kClone]() {
    return { data: this[kDetail], deserializeInfo: 'internal/socketaddress:ClonedSocketAddress' };
  }

  [kDeserialize](detail) {
    this[kDetail] = detail;
    this[kNumber] = parseAddress(detail.address, detail.family);
  }

  toJSON() {
    return { address: this.address, port: this.port, family: this.family, flowlabel: this.flowlabel };
  }
}

ObjectDefineProperties(SocketAddress.prototype, {
  address: kEnumerableProperty, port: kEnumerableProperty, family: kEnumerableProperty, flowlabel: kEnumerableProperty,
});

function ClonedSocketAddress() {
  markTransferMode(this, true, false);
}
ObjectSetPrototypeOf(ClonedSocketAddress, SocketAddress);
ObjectSetPrototypeOf(ClonedSocketAddress.prototype, SocketAddress.prototype);

module.exports = { SocketAddress, ClonedSocketAddress, kNumber };
