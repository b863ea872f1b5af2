'use strict';

// Puts the coverage of several processes together, script by script.

const { ArrayFrom, ArrayPrototypePush, SafeSet } = primordials;

const isSame = (a, b) => a.startOffset === b.startOffset && a.endOffset === b.endOffset;
const holds = (outer, inner) => outer.startOffset <= inner.startOffset && outer.endOffset >= inner.endOffset;

// What ran in one of the two ran. What ran in neither is the smaller of two ranges that did not run, where one holds the other.
function mergeRanges(old, added) {
  const kept = new SafeSet();
  for (let i = 0; i < old.length; i++) if (old[i].count > 0) kept.add(old[i]);
  for (let i = 0; i < added.length; i++) {
    const range = added[i];
    let same = false;
    for (let j = 0; j < old.length && !same; j++) {
      const other = old[j];
      if (isSame(range, other)) {
        other.count += range.count;
        kept.add(other);
        same = true;
      } else if (range.count === 0 && other.count === 0) {
        if (holds(other, range)) kept.add(range);
        else if (holds(range, other)) kept.add(other);
      }
    }
    if (range.count > 0 && !same) kept.add(range);
  }
  return ArrayFrom(kept);
}

function findFunction(functions, wanted) {
  for (let i = 0; i < functions.length; i++) {
    const one = functions[i];
    if (one.functionName === wanted.functionName && one.ranges?.length > 0 && wanted.ranges?.length > 0 &&
        isSame(one.ranges[0], wanted.ranges[0])) return one;
  }
  return undefined;
}

// Adds the functions of `added` to `script`. Which functions V8 lists depends on what ran.
function mergeScript(script, added) {
  for (let i = 0; i < added.functions.length; i++) {
    const found = added.functions[i];
    const known = findFunction(script.functions, found);
    if (known === undefined) {
      ArrayPrototypePush(script.functions, found);
    } else if (found.isBlockCoverage) {
      known.ranges = known.isBlockCoverage ? mergeRanges(known.ranges, found.ranges) : found.ranges;
      known.isBlockCoverage = true;
    }
  }
}

module.exports = { mergeScript };
