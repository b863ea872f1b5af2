'use strict';

// resourceLimits, which cross as four numbers.

const { MathMax, NumberIsNaN } = primordials;

const NAMES = ['maxYoungGenerationSizeMb', 'maxOldGenerationSizeMb', 'codeRangeSizeMb', 'stackSizeMb'];
const DEFAULT_STACK = 4;  // MB

// Zero where the engine chooses.
function readLimits(limits) {
  const found = [0, 0, 0, DEFAULT_STACK];
  if (limits === undefined || limits === null || typeof limits !== 'object') return found;
  for (let i = 0; i < NAMES.length; i++) {
    const value = limits[NAMES[i]];
    if (typeof value === 'number' && !NumberIsNaN(value)) found[i] = i === 1 ? MathMax(value, 2) : value;
  }
  return found;
}

function nameLimits(values) {
  const found = {};
  for (let i = 0; i < NAMES.length; i++) found[NAMES[i]] = values[i];
  return found;
}

module.exports = { nameLimits, readLimits };
