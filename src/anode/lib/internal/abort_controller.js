'use strict';

// AbortController and AbortSignal (https://dom.spec.whatwg.org/#interface-abortcontroller).
//
// An object that depends on a signal must not keep it alive, and a signal must live while a listener still waits for it. So the signal of
// a timeout, and a combined signal, are held strongly while they have a listener.

const {
  ArrayPrototypePush,
  ObjectAssign,
  ObjectDefineProperties,
  PromiseWithResolvers,
  SafeFinalizationRegistry,
  SafeSet,
  SafeWeakRef,
  Symbol,
  SymbolToStringTag,
} = primordials;

const { kMaxEventTargetListeners } = require('internal/events/symbols');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors');
const {
  Event, EventTarget, defineEventHandler, kNewListener, kRemoveListener, kResistStopPropagation, kTrustEvent, kWeakHandler,
} = require('internal/event_target');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEmptyObject, kEnumerableProperty } = require('internal/util/frozen');
const { lazyDOMException } = require('internal/per_context/lazy_domexception');
const { kValidateObjectAllowObjects, validateObject, validateUint32 } = require('internal/validators');
const { converters, createInterfaceConverter, createSequenceConverter } = require('internal/webidl');
const {
  kDeserialize, kTransfer, kTransferList, markTransferMode,
} = require('internal/worker/js_transferable');

const kIllegalUnless = Symbol('kDontThrowSymbol');
const kAborted = Symbol('kAborted');
const kReason = Symbol('kReason');
const kTimeout = Symbol('kTimeout');
const kComposite = Symbol('kComposite');    // made by any(); it follows its sources once it has a listener
const kFollowing = Symbol('kFollowing');
const kSources = Symbol('kSourceSignals');
const kDependents = Symbol('kDependantSignals');
const kPorts = Symbol('kCloneData');
const kMakeTransferable = Symbol('kMakeTransferable');

const awaited = new SafeSet();  // signals that have listeners and can still abort

let timeouts;
let followers;
function clearTimeoutOfLostSignals() {
  return timeouts ??= new SafeFinalizationRegistry((timer) => require('internal/timers/timeout').clearTimeout(timer));
}
function unfollowForLostSignals() {
  return followers ??= new SafeFinalizationRegistry(({ source, follower }) => {
    source.deref()?.[kDependents].delete(follower);
  });
}

const abortError = () => lazyDOMException('This operation was aborted', 'AbortError');

function checkSignal(obj) {
  if (obj?.[kAborted] === undefined) throw new ERR_INVALID_THIS('AbortSignal');
}

function show(self, properties, depth, options) {
  if (depth < 0) return self;
  const inner = ObjectAssign({}, options, { depth: options.depth === null ? null : options.depth - 1 });
  return `${self.constructor.name} ${require('internal/util/inspect').inspect(properties, inner)}`;
}

class AbortSignal extends EventTarget {
  constructor(key = undefined, init = kEmptyObject) {
    if (key !== kIllegalUnless) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
    this[kMaxEventTargetListeners] = 0;
    this[kAborted] = init.aborted ?? false;
    this[kReason] = init.reason;
    this[kComposite] = init.composite ?? false;
    if (init.transferable) markTransferMode(this, false, true);
  }

  get aborted() {
    checkSignal(this);
    askSources(this);
    return this[kAborted];
  }

  get reason() {
    checkSignal(this);
    askSources(this);
    return this[kReason];
  }

  throwIfAborted() {
    checkSignal(this);
    askSources(this);
    if (this[kAborted]) throw this[kReason];
  }

  [customInspectSymbol](depth, options) {
    return show(this, { aborted: this.aborted }, depth, options);
  }

  static abort(reason = abortError()) {
    return new AbortSignal(kIllegalUnless, { aborted: true, reason });
  }

  static timeout(delay) {
    validateUint32(delay, 'delay', false);
    const signal = new AbortSignal(kIllegalUnless);
    signal[kTimeout] = true;
    const weak = new SafeWeakRef(signal);
    const timer = require('internal/timers/timeout').setTimeout(() => {
      const alive = weak.deref();
      if (alive === undefined) return;
      clearTimeoutOfLostSignals().unregister(alive);
      awaited.delete(alive);
      abort(alive, lazyDOMException('The operation was aborted due to timeout', 'TimeoutError'));
    }, delay);
    timer.unref();
    clearTimeoutOfLostSignals().register(signal, timer, signal);
    return signal;
  }

  static any(signals) {
    const list = converters['sequence<AbortSignal>'](signals, { __proto__: null, context: 'signals' });
    const result = new AbortSignal(kIllegalUnless, { composite: true });
    if (list.length === 0) return result;
    // Always the signals at the root: a combination of combinations is flat.
    const sources = result[kSources] = new SafeSet();
    for (let i = 0; i < list.length; i++) {
      const signal = list[i];
      if (signal[kTimeout]) {
        result[kTimeout] = true;
        awaited.add(signal);
      }
      if (signal.aborted) {
        result[kTimeout] = false;
        abort(result, signal.reason);
        return result;
      }
      if (!signal[kComposite]) {
        let known = false;
        sources.forEach((ref) => { known ||= ref.deref() === signal; });
        if (!known) sources.add(new SafeWeakRef(signal));
      } else {
        signal[kSources]?.forEach((ref) => { if (ref.deref() !== undefined) sources.add(ref); });
      }
    }
    if (sources.size === 0) result[kTimeout] = false;
    return result;
  }

  [kNewListener](size, type, listener, once, capture, passive, weak) {
    super[kNewListener](size, type, listener, once, capture, passive, weak);
    if (type !== 'abort' || size !== 1 || this.aborted) return;
    if (this[kComposite]) follow(this);
    if (!weak && canStillAbortAlone(this)) awaited.add(this);
  }

  [kRemoveListener](size, type, listener, capture) {
    super[kRemoveListener](size, type, listener, capture);
    if (type === 'abort' && size === 0 && canStillAbortAlone(this)) awaited.delete(this);
  }

  [kTransferList]() {
    if (this.aborted) return [];
    const { MessageChannel } = require('internal/worker/io');
    const { port1, port2 } = new MessageChannel();
    port1.unref();
    port2.unref();
    this[kPorts] = { port1, port2 };
    return [port2];
  }

  [kTransfer]() {
    checkSignal(this);
    const deserializeInfo = 'internal/abort_controller:ClonedAbortSignal';
    if (this.aborted) return { data: { aborted: true, reason: this.reason }, deserializeInfo };
    const { port1, port2 } = this[kPorts];
    this[kPorts] = undefined;
    this.addEventListener('abort', () => {
      port1.postMessage(this.reason);
      port1.close();
    }, { once: true });
    return { data: { port: port2 }, deserializeInfo };
  }

  [kDeserialize]({ aborted, reason, port }) {
    if (aborted) {
      this[kAborted] = aborted;
      this[kReason] = reason;
      return;
    }
    port.onmessage = ({ data }) => {
      abort(this, data);
      port.close();
      port.onmessage = undefined;
    };
    port.unref();  // after onmessage, which refs it
  }
}

function canStillAbortAlone(signal) {
  return signal[kTimeout] || (signal[kComposite] && signal[kSources]?.size > 0);
}

// A combined signal without listeners is not told of its sources. It looks at them when it is asked.
function askSources(signal) {
  if (!signal[kComposite] || signal[kAborted]) return;
  signal[kSources]?.forEach((ref) => {
    const source = ref.deref();
    if (source === undefined) signal[kSources].delete(ref);
    else if (source.aborted) abort(signal, source.reason);
  });
}

function follow(signal) {
  if (signal[kFollowing] || !signal[kSources]?.size) return;
  signal[kFollowing] = true;
  const follower = new SafeWeakRef(signal);
  signal[kSources].forEach((ref) => {
    const source = ref.deref();
    if (source === undefined) {
      signal[kSources].delete(ref);
      return;
    }
    source[kDependents] ??= new SafeSet();
    source[kDependents].add(follower);
    unfollowForLostSignals().register(signal, { source: ref, follower });
    sourceLost().register(source, { source: ref, follower });
  });
}

let lostSources;
function sourceLost() {
  return lostSources ??= new SafeFinalizationRegistry(({ source, follower }) => {
    const signal = follower.deref();
    if (signal === undefined) return;
    signal[kSources].delete(source);
    if (signal[kSources].size === 0) awaited.delete(signal);  // no source is left that could abort it
  });
}

/** Aborts `signal` and the signals that follow it. All are marked before any listener runs. */
function abort(signal, reason) {
  if (signal[kAborted]) return;
  signal[kAborted] = true;
  signal[kReason] = reason;
  const dependents = [];
  signal[kDependents]?.forEach((ref) => {
    const dependent = ref.deref();
    if (dependent && !dependent[kAborted]) {
      dependent[kAborted] = true;
      dependent[kReason] = reason;
      ArrayPrototypePush(dependents, dependent);
    }
  });
  announce(signal);
  for (let i = 0; i < dependents.length; i++) announce(dependents[i]);
  awaited.delete(signal);
  if (signal[kComposite]) signal[kSources]?.forEach((ref) => awaited.delete(ref.deref()));
}

function announce(signal) {
  signal.dispatchEvent(new Event('abort', { [kTrustEvent]: true }));
  awaited.delete(signal);
}

converters.AbortSignal = createInterfaceConverter('AbortSignal', AbortSignal.prototype);
converters['sequence<AbortSignal>'] = createSequenceConverter(converters.AbortSignal);

ObjectDefineProperties(AbortSignal.prototype, {
  aborted: kEnumerableProperty,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'AbortSignal' },
});
defineEventHandler(AbortSignal.prototype, 'abort');

function ClonedAbortSignal() {
  return new AbortSignal(kIllegalUnless, { transferable: true });
}
ClonedAbortSignal.prototype[kDeserialize] = () => {};

class AbortController {
  #signal;

  get signal() {
    return this.#signal ??= new AbortSignal(kIllegalUnless);
  }

  abort(reason = abortError()) {
    abort(this.#signal ??= new AbortSignal(kIllegalUnless), reason);
  }

  [customInspectSymbol](depth, options) {
    return show(this, { signal: this.signal }, depth, options);
  }

  static [kMakeTransferable]() {
    const controller = new AbortController();
    controller.#signal = new AbortSignal(kIllegalUnless, { transferable: true });
    return controller;
  }
}

ObjectDefineProperties(AbortController.prototype, {
  signal: kEnumerableProperty,
  abort: kEnumerableProperty,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'AbortController' },
});

function transferableAbortSignal(signal) {
  if (signal?.[kAborted] === undefined) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  markTransferMode(signal, false, true);
  return signal;
}

function transferableAbortController() {
  return AbortController[kMakeTransferable]();
}

/** util.aborted(): resolved when `signal` aborts, as long as `resource` lives. */
async function aborted(signal, resource) {
  converters.AbortSignal(signal, { __proto__: null, context: 'signal' });
  validateObject(resource, 'resource', kValidateObjectAllowObjects);
  if (signal.aborted) return;
  const { promise, resolve } = PromiseWithResolvers();
  signal.addEventListener('abort', resolve, {
    __proto__: null, [kWeakHandler]: resource, once: true, [kResistStopPropagation]: true,
  });
  await promise;
}

module.exports = {
  AbortController,
  AbortSignal,
  ClonedAbortSignal,
  aborted,
  transferableAbortController,
  transferableAbortSignal,
};
