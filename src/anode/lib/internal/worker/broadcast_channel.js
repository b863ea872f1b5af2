'use strict';

// BroadcastChannel (https://html.spec.whatwg.org/#broadcasting-to-other-browsing-contexts), as in Node.

const { ObjectDefineProperties, SafeMap, SafeSet, Symbol, SymbolToStringTag } = primordials;

const { codes: { ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { EventTarget, defineEventHandler } = require('internal/event_target');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEnumerableProperty } = require('internal/util/frozen');
const clone = require('internal/worker/clone');
const { Endpoint } = require('internal/worker/endpoint');
const { kEndpoint, read } = require('internal/worker/io');
const { MessageEvent } = require('internal/worker/message_event');

const channels = new SafeMap();

function join(name, endpoint) {
  let group = channels.get(name);
  if (group === undefined) {
    channels.set(name, group = new SafeSet());
    group.name = name;
    group.forget = () => channels.delete(name);
  }
  group.add(endpoint);
  endpoint.group = group;
}

const isBroadcastChannel = (value) => value?.[kName] !== undefined;
const kName = Symbol('kName');

function check(channel) {
  if (!isBroadcastChannel(channel)) throw new ERR_INVALID_THIS('BroadcastChannel');
}

class BroadcastChannel extends EventTarget {
  constructor(name) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    super();
    this[kName] = `${name}`;
    const endpoint = new Endpoint();
    this[kEndpoint] = endpoint;
    join(this[kName], endpoint);
    endpoint.owner = {
      deliver: (message) => {
        if (this[kEndpoint] === undefined) return;
        const { value, error, ports } = read(message);
        this.dispatchEvent(new MessageEvent(error === undefined ? 'message' : 'messageerror', { data: error ?? value, ports }));
      },
      closed() {},
    };
    endpoint.open(true);
    endpoint.join(this[kName]);
    endpoint.start();
  }

  [customInspectSymbol](depth, options) {
    check(this);
    if (depth < 0) return 'BroadcastChannel';
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `BroadcastChannel ${inspect({ name: this[kName], active: this[kEndpoint] !== undefined }, inner)}`;
  }

  get name() {
    check(this);
    return this[kName];
  }

  close() {
    check(this);
    if (this[kEndpoint] === undefined) return;
    this[kEndpoint].close();
    this[kEndpoint].part();
    this[kEndpoint] = undefined;
  }

  postMessage(message) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('message');
    if (this[kEndpoint] === undefined) {
      const { DOMException } = require('internal/per_context/domexception');
      throw new DOMException('BroadcastChannel is closed.', 'InvalidStateError');
    }
    this[kEndpoint].post(clone.serialize(message));
  }

  ref() {
    check(this);
    if (this[kEndpoint] !== undefined) binding.ref(this[kEndpoint].handle);
    return this;
  }

  unref() {
    check(this);
    if (this[kEndpoint] !== undefined) binding.unref(this[kEndpoint].handle);
    return this;
  }
}

ObjectDefineProperties(BroadcastChannel.prototype, {
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'BroadcastChannel' },
  name: kEnumerableProperty,
  close: kEnumerableProperty,
  postMessage: kEnumerableProperty,
});
defineEventHandler(BroadcastChannel.prototype, 'message');
defineEventHandler(BroadcastChannel.prototype, 'messageerror');

module.exports = { BroadcastChannel };
