'use strict';

// Sets and maps with the same items, whatever their order. Items that are the same are found by looking them
// up; only what is left is compared one by one.

const { MapPrototypeEntries, MapPrototypeGet, MapPrototypeHas, SetPrototypeHas, SetPrototypeValues, uncurryThis } = primordials;

const nextOfSet = uncurryThis(SetPrototypeValues(new primordials.Set()).next);
const nextOfMap = uncurryThis(MapPrototypeEntries(new primordials.Map()).next);

const isObject = (value) => typeof value === 'object' && value !== null;

// Each wanted item takes one of the others. `exact` says whether any of the others may be left.
function matchAll(wanted, others, exact, equal) {
  if (wanted.length > others.length || (exact && wanted.length !== others.length)) return false;
  for (let i = 0; i < wanted.length; i++) {
    let found = false;
    for (let j = 0; j < others.length; j++) {
      if (equal(others[j], wanted[i])) {
        others[j] = others[others.length - 1];
        others.length--;
        found = true;
        break;
      }
    }
    if (!found) return false;
  }
  return true;
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
  return matchAll(wanted, others, !partial, equal);
}

function mapEquiv(map1, map2, loose, partial, equal) {
  const wanted = [];
  const done = new primordials.SafeSet();
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
  return matchAll(wanted, others, !partial, (entry1, entry2) => equal(entry1[0], entry2[0]) && equal(entry1[1], entry2[1]));
}

module.exports = { mapEquiv, setEquiv };
