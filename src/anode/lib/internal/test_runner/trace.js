'use strict';

// The `node.test` tracing channel: a test begins, fails, ends.

const { ReflectApply } = primordials;
const { AsyncResource } = require('internal/async_resource');
const { tracingChannel } = require('diagnostics_channel');

const channel = tracingChannel('node.test');

const untraced = { __proto__: null, around: (fn) => fn, error() {}, end() {} };

class Trace {
  #told;
  #end;
  #error;

  constructor(test) {
    this.#told = { __proto__: null, name: test.name, nesting: test.nesting, file: test.entryFile, type: test.type };
    this.#end = () => channel.end.publish(this.#told);
    this.#error = (error) => channel.error.publish({ __proto__: null, ...this.#told, error });
  }

  // The function runs in the stores that are bound to the channel, and the end is published in them.
  around(fn) {
    if (!channel.start.hasSubscribers) return fn;
    const trace = this;
    const traced = function(...args) {
      return channel.start.runStores(trace.#told, () => {
        trace.#end = AsyncResource.bind(trace.#end);
        trace.#error = AsyncResource.bind(trace.#error);
        return ReflectApply(fn, this, args);
      });
    };
    return primordials.ObjectDefineProperty(traced, 'length', { __proto__: null, value: fn.length });
  }

  error(error) {
    if (channel.error.hasSubscribers) this.#error(error);
  }

  end() {
    if (channel.end.hasSubscribers) this.#end();
  }
}

const traceRun = (test) => (channel.hasSubscribers ? new Trace(test) : untraced);

module.exports = { traceRun };
