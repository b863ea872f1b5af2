'use strict';

// --test-randomize: an order that its seed gives again.

const { MathFloor, MathImul, MathRandom } = primordials;

const kMaxSeed = 0xFFFF_FFFF;

const newSeed = () => MathFloor(MathRandom() * (kMaxSeed + 1));

// Mulberry32: numbers from 0 up to 1, the same for the same seed.
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6D2B79F5) | 0;
    let mixed = MathImul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + MathImul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

module.exports = { generator, newSeed };
