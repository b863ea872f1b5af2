'use strict';

// net.BlockList. Rules are ranges of 128-bit numbers. An IPv4 address is its IPv4-mapped IPv6 address, so a rule meets both forms.

const { ArrayIsArray, ArrayPrototypeUnshift, BigInt, JSONParse, ObjectSetPrototypeOf, RegExpPrototypeExec, Symbol } = primordials;

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { validateInt32, validateString } = require('internal/validators');
const { kClone, kDeserialize, markReference, markTransferMode } = require('internal/worker/js_transferable');
const { SocketAddress, kNumber } = require('internal/socketaddress');

const kRules = Symbol('kRules');

const MAPPED = 0xffffn << 32n;
const numberOf = (address) => address.family === 'ipv4' ? MAPPED | address[kNumber] : address[kNumber];
const label = (family) => family === 'ipv4' ? 'IPv4' : 'IPv6';

function toAddress(given, name, family) {
  if (SocketAddress.isSocketAddress(given)) return given;
  validateString(given, name);
  validateString(family, 'family');
  return new SocketAddress({ address: given, family });
}

// Clones of a list share one Rules.
class Rules {
  constructor() {
    this.list = [];
    markReference(this);
  }

  // Another isolate gets a copy.
  [kClone]() {
    return { data: this.list, deserializeInfo: 'internal/blocklist:Rules' };
  }

  static [kDeserialize](list) {
    const rules = new Rules();
    rules.list = list;
    return rules;
  }
}

function add(list, text, first, last) {
  ArrayPrototypeUnshift(list[kRules].list, { text, first, last });
}

class BlockList {
  constructor() {
    markTransferMode(this, true, false);
    this[kRules] = new Rules();
  }

  static isBlockList(value) {
    return value?.[kRules] !== undefined;
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `BlockList ${require('internal/util/inspect').inspect({ rules: this.rules }, inner)}`;
  }

  addAddress(address, family = 'ipv4') {
    address = toAddress(address, 'address', family);
    const number = numberOf(address);
    add(this, `Address: ${label(address.family)} ${address.address}`, number, number);
  }

  addRange(start, end, family = 'ipv4') {
    start = toAddress(start, 'start', family);
    end = toAddress(end, 'end', family);
    const first = numberOf(start);
    const last = numberOf(end);
    if (first > last || start.family !== end.family) throw new ERR_INVALID_ARG_VALUE('start', start, 'must come before end');
    add(this, `Range: ${label(start.family)} ${start.address}-${end.address}`, first, last);
  }

  addSubnet(network, prefix, family = 'ipv4') {
    network = toAddress(network, 'network', family);
    const bits = network.family === 'ipv4' ? 32 : 128;
    validateInt32(prefix, 'prefix', 0, bits);
    const host = (1n << BigInt(bits - prefix)) - 1n;
    const last = numberOf(network) | host;
    add(this, `Subnet: ${label(network.family)} ${network.address}/${prefix}`, last - host, last);
  }

  check(address, family = 'ipv4') {
    if (!SocketAddress.isSocketAddress(address)) {
      validateString(address, 'address');
      validateString(family, 'family');
      try {
        address = new SocketAddress({ address, family });
      } catch {
        // Text that is no address is not on the list.
        return false;
      }
    }
    const number = numberOf(address);
    const rules = this[kRules].list;
    for (let i = 0; i < rules.length; i++) if (number >= rules[i].first && number <= rules[i].last) return true;
    return false;
  }

  get rules() {
    const list = [];
    const rules = this[kRules].list;
    for (let i = 0; i < rules.length; i++) list[i] = rules[i].text;
    return list;
  }

  toJSON() {
    return this.rules;
  }

  // Takes a list of rules as `rules` gives it, or its JSON. Entries that are no rules are left out.
  fromJSON(data) {
    const list = typeof data === 'string' ? JSONParse(data) : data;
    if (!ArrayIsArray(list)) throw new ERR_INVALID_ARG_TYPE('data', ['string', 'string[]'], data);
    for (let i = 0; i < list.length; i++) {
      if (typeof list[i] !== 'string') throw new ERR_INVALID_ARG_TYPE('data', ['string', 'string[]'], data);
    }
    for (let i = 0; i < list.length; i++) {
      const found = RegExpPrototypeExec(/^(Address|Range|Subnet): (IPv4|IPv6) ([^\s/-]+)(?:[/-]([^\s/-]+))?$/, list[i]);
      if (found === null) continue;
      const { 1: kind, 2: family, 3: first, 4: second } = found;
      if (kind === 'Address') this.addAddress(first, family);
      else if (kind === 'Range') this.addRange(first, second, family);
      else this.addSubnet(first, +second, family);
    }
  }

  [kClone]() {
    return { data: { rules: this[kRules] }, deserializeInfo: 'internal/blocklist:ClonedBlockList' };
  }

  [kDeserialize]({ rules }) {
    this[kRules] = rules;
  }
}

function ClonedBlockList() {
  markTransferMode(this, true, false);
}
ObjectSetPrototypeOf(ClonedBlockList, BlockList);
ObjectSetPrototypeOf(ClonedBlockList.prototype, BlockList.prototype);

module.exports = { BlockList, ClonedBlockList, Rules };
