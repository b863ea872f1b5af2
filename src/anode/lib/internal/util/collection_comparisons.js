'use strict';

// Sets and maps with the same items, whatever their order. Items that are the same are found by looking them up; only the others are
// compared one by one.

const {
  Map,
  MapPrototypeEntries,
  MapPrototypeGet,
  MapPrototypeHas,
  SafeSet,
  Set,
  SetPrototypeHas,
  SetPrototypeValues,
  uncurryThis,
} = primordials;

const nextOfSet = uncurryThis(SetPrototypeValues(new Set()).next);
const nextOfMap = uncurryThis(MapPrototypeEntries(new Map()).next);

const isObject = (value) => typeof value === 'object' && value !== null;

// Each wanted item takes one of the others. `exact`: none of the others may be left. Loosely, '' equals 0 and false equals '0' as well, so
// an item may have to give up the one it took for another: augmenting paths, as in any bipartite matching.
function matchAll(wanted, others, exact, loose, equal) {
  if (wanted.length > others.length || (exact && wanted.length !== others.length)) return false;
  const takenBy = [];
  for (let i = 0; i < wanted.length; i++) {
    if (!take(i, [], wanted, others, takenBy, loose, equal)) return false;
  }
  return true;
}

function take(i, asked, wanted, others, takenBy, loose, equal) {
  for (let j = 0; j < others.length; j++) {
    if (asked[j] || (!loose && takenBy[j] !== undefined) || !equal(others[j], wanted[i])) continue;
    asked[j] = true;
    if (takenBy[j] === undefined || take(takenBy[j], asked, wanted, others, takenBy, loose, equal)) {
      takenBy[j] = i;
      return true;
    }
  }
  return false;
}

function setEquiv(set1, set2, loose, partial, equal) {
  const wanted = [];
  for (let it = SetPrototypeValues(set2), step = nextOfSet(it); !step.done; step = nextOfSet(it)) {
    if (SetPrototypeHas(set1, step.value)) continue;
    // A strict primitive is found by looking it up, or not at all.
    if (!loose && !isObject(step.value)) return false;
    wanted[wanted.length] = step.value;
  }
  if (wanted.length === 0) return true;
  const others = [];
  for (let it = SetPrototypeValues(set1), step = nextOfSet(it); !step.done; step = nextOfSet(it)) {
    if (SetPrototypeHas(set2, step.value)) continue;
    if (loose || isObject(step.value)) others[others.length] = step.value;
    else if (!partial) return false;
  }
  return matchAll(wanted, others, !partial, loose, equal);
}

function mapEquiv(map1, map2, loose, partial, equal) {
  const wanted = [];
  const done = new SafeSet();
  for (let it = MapPrototypeEntries(map2), step = nextOfMap(it); !step.done; step = nextOfMap(it)) {
    const entry = step.value;
    if (MapPrototypeHas(map1, entry[0]) && equal(MapPrototypeGet(map1, entry[0]), entry[1])) {
      done.add(entry[0]);
      continue;
    }
    if (!loose && !isObject(entry[0])) return false;
    wanted[wanted.length] = entry;
  }
  if (wanted.length === 0) return true;
  const others = [];
  for (let it = MapPrototypeEntries(map1), step = nextOfMap(it); !step.done; step = nextOfMap(it)) {
    if (!done.has(step.value[0])) others[others.length] = step.value;
  }
  const entriesEqual = (entry1, entry2) => equal(entry1[0], entry2[0]) && equal(entry1[1], entry2[1]);
  return matchAll(wanted, others, !partial, loose, entriesEqual);
}

module.exports = { mapEquiv, setEquiv };
