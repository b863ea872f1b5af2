'use strict';

// MessageEvent (https://html.spec.whatwg.org/#messageevent).

const { ArrayFrom, ObjectDefineProperties, ObjectDefineProperty, ObjectFreeze, SymbolIterator, SymbolToStringTag, TypeError } = primordials;

const { Event } = require('internal/event_target');
const { kEnumerableProperty } = require('internal/util/frozen');
const { validateObject } = require('internal/validators');

const shown = (value) => require('internal/util/inspect').inspect(value, { __proto__: null, depth: 0 });

function refuse(message) {
  const error = new TypeError(`MessageEvent constructor: ${message}`);
  ObjectDefineProperty(error, 'code', {
    __proto__: null, value: 'ERR_INVALID_ARG_TYPE', enumerable: true, writable: true, configurable: true,
  });
  throw error;
}

function checkPort(value, name) {
  const { MessagePort } = require('internal/worker/io');
  if (!(value instanceof MessagePort)) refuse(`Expected eventInitDict.${name} ("${shown(value)}") to be an instance of MessagePort.`);
}

function readPorts(given) {
  if (given === null || typeof given !== 'object' || typeof given[SymbolIterator] !== 'function') {
    refuse(`eventInitDict.ports (${shown(given)}) is not iterable.`);
  }
  const ports = ArrayFrom(given);
  for (let i = 0; i < ports.length; i++) checkPort(ports[i], `ports[${i}]`);
  return ports;
}

class MessageEvent extends Event {
  #data = null;
  #origin = '';
  #lastEventId = '';
  #source = null;
  #ports = ObjectFreeze([]);

  constructor(type, init = undefined) {
    if (arguments.length === 0) throw new TypeError('MessageEvent constructor: 1 argument required, but 0 found.');
    super(type, init);
    if (init === undefined || init === null) return;
    validateObject(init, 'eventInitDict');
    if (init.data !== undefined) this.#data = init.data;
    if (init.origin !== undefined) this.#origin = `${init.origin}`;
    if (init.lastEventId !== undefined) this.#lastEventId = `${init.lastEventId}`;
    if (init.source !== undefined && init.source !== null) {
      checkPort(init.source, 'source');
      this.#source = init.source;
    }
    if (init.ports !== undefined) this.#ports = ObjectFreeze(readPorts(init.ports));
  }

  get data() { return this.#data; }
  get origin() { return this.#origin; }
  get lastEventId() { return this.#lastEventId; }
  get source() { return this.#source; }
  get ports() { return this.#ports; }

  initMessageEvent(type, bubbles = false, cancelable = false, data = null, origin = '', lastEventId = '', source = null, ports = []) {
    if (arguments.length === 0) throw new TypeError('MessageEvent.initMessageEvent: 1 argument required, but 0 found.');
    this.initEvent(type, bubbles, cancelable);
    this.#data = data;
    this.#origin = `${origin}`;
    this.#lastEventId = `${lastEventId}`;
    this.#source = source;
    this.#ports = ObjectFreeze(ArrayFrom(ports));
  }
}

ObjectDefineProperties(MessageEvent.prototype, {
  [SymbolToStringTag]: { __proto__: null, value: 'MessageEvent', configurable: true },
  data: kEnumerableProperty,
  origin: kEnumerableProperty,
  lastEventId: kEnumerableProperty,
  source: kEnumerableProperty,
  ports: kEnumerableProperty,
  initMessageEvent: kEnumerableProperty,
});

module.exports = { MessageEvent };
