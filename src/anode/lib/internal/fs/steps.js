'use strict';

// Runs generators that yield the operations they need, synchronously or with promises. A generator may also yield another such generator,
// and gets its result. (`yield*` would look at Generator.prototype, which programs may change.)

const { ArrayPrototypePop, ArrayPrototypePush, GeneratorPrototypeNext, GeneratorPrototypeThrow } = primordials;
const { isGeneratorObject } = require('internal/engine').types;

class Steps {
  constructor(steps) {
    this.stack = [steps];
    this.wanted = undefined;
    this.result = undefined;
  }

  // Goes on with `value`, or by throwing it. Returns true when the next operation is in `wanted`, false when the result is in `result`.
  advance(value, throws) {
    const { stack } = this;
    for (;;) {
      let state;
      try {
        const top = stack[stack.length - 1];
        state = throws ? GeneratorPrototypeThrow(top, value) : GeneratorPrototypeNext(top, value);
      } catch (error) {
        ArrayPrototypePop(stack);
        if (stack.length === 0) throw error;
        value = error;
        throws = true;
        continue;
      }
      throws = false;
      if (state.done) {
        ArrayPrototypePop(stack);
        value = state.value;
        if (stack.length === 0) {
          this.result = value;
          return false;
        }
      } else if (isGeneratorObject(state.value)) {
        ArrayPrototypePush(stack, state.value);
        value = undefined;
      } else {
        this.wanted = state.value;
        return true;
      }
    }
  }
}

function driveSync(generator, perform) {
  const steps = new Steps(generator);
  let more = steps.advance(undefined, false);
  while (more) {
    let answer;
    let throws = false;
    try {
      answer = perform(steps.wanted);
    } catch (error) {
      answer = error;
      throws = true;
    }
    more = steps.advance(answer, throws);
  }
  return steps.result;
}

async function drive(generator, perform) {
  const steps = new Steps(generator);
  let more = steps.advance(undefined, false);
  while (more) {
    let answer;
    let throws = false;
    try {
      answer = await perform(steps.wanted);
    } catch (error) {
      answer = error;
      throws = true;
    }
    more = steps.advance(answer, throws);
  }
  return steps.result;
}

module.exports = { drive, driveSync };
