'use strict';

// Jobs: requests of Python that the event loop delivers to the isolate's own thread. The answer goes back by an op.

const { PromisePrototypeThen, ReflectApply } = primordials;

const { ownTags } = require('bootstrap/crossing');
const { types } = require('internal/engine');
const { calls, objectOf, release } = require('internal/interop/references');
const { Out, decode, encodeResult, stringify } = require('internal/interop/values');
const { describeError } = require('internal/interop/errors');
const { verbs } = require('internal/interop/verbs');

const host = binding('interop');
const { OwnTag: { JOB } } = host;

// Runs a job now.
function perform(verb, args, buffers, base) {
  try {
    const given = [];
    for (let i = 0; i < args.length; i++) given[i] = decode(args[i], buffers, base);
    const value = ReflectApply(verbs[verb], undefined, given);
    if (types.isPromise(value)) PromisePrototypeThen(value, undefined, () => {});  // Python will ask how it ended, or does not care
    const out = new Out();
    const wire = encodeResult(out, value);
    return { __proto__: null, failed: false, text: stringify(wire), data: out.bytes() };
  } catch (error) {
    if (error === require('internal/process/execution').kStopped) throw error;
    return describeError(error);
  }
}

calls.perform = perform;

function succeed(number, value) {
  const out = new Out();
  host.reply(number, false, stringify(out.encode(value)), out.bytes());
}

function fail(number, error) {
  const { text, data } = describeError(error);
  host.reply(number, true, text, data);
}

// Answers Python when a promise is settled.
function reply(promise, number) {
  PromisePrototypeThen(promise, (value) => succeed(number, value), (error) => fail(number, error));
}

function onJob(entry, answer, run) {
  const { 1: number, 2: verb, 3: args, 4: base } = entry;
  if (verb === 'release') {
    release(args);
    return;
  }
  if (verb === 'settled') {
    run(() => reply(objectOf(args[0][1]), number));
    return;
  }
  if (number !== 0 && !host.begin(number)) return;
  let outcome;
  run(() => { outcome = perform(verb, args, answer, base + 1); });
  // Ticks and microtasks have run, as they have when a direct call returns.
  if (number !== 0 && outcome !== undefined) host.reply(number, outcome.failed, outcome.text, outcome.data);
}

module.exports = {
  reply,
  listen: () => ownTags.set(JOB, onJob),
};
