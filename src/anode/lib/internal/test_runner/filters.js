'use strict';

// Which tests run: by name, by tag, by `only`.

const { FunctionPrototype, RegExpPrototypeExec, StringPrototypeTrim } = primordials;

function pathOf(test) {
  return test.parent === null ? '' : `${pathOf(test.parent)} ${test.name}`;
}

function matches(test, patterns) {
  for (let i = 0; i < patterns.length; i++) if (RegExpPrototypeExec(patterns[i], test.name) !== null) return true;
  if (test.parent !== null && matches(test.parent, patterns)) return true;
  const path = StringPrototypeTrim(pathOf(test));
  for (let i = 0; i < patterns.length; i++) if (RegExpPrototypeExec(patterns[i], path) !== null) return true;
  return false;
}

function leftOutByName(test) {
  const { testNamePatterns, testSkipPatterns } = test.config;
  if (testNamePatterns && !matches(test, testNamePatterns)) return true;
  return Boolean(testSkipPatterns && matches(test, testSkipPatterns));
}

function hasTags(test, wanted) {
  for (let i = 0; i < wanted.length; i++) if (!primordials.ArrayPrototypeIncludes(test.tags, wanted[i])) return false;
  return true;
}

// A suite stays if anything in it does.
function keepAncestors(test, flag) {
  for (let outer = test.parent; outer !== null && outer[flag]; outer = outer.parent) outer[flag] = false;
}

// When a test is made.
function consider(test) {
  const { parent, config } = test;
  const { isFilteringByName, isFilteringByOnly, isFilteringByTags } = test.root.harness;
  if (isFilteringByName) {
    test.filteredByName = leftOutByName(test);
    if (!test.filteredByName) keepAncestors(test, 'filteredByName');
  }
  if (isFilteringByTags) {
    test.filteredByTag = !hasTags(test, config.testTagFilters);
    if (!test.filteredByTag) keepAncestors(test, 'filteredByTag');
  }
  if (!isFilteringByOnly) {
    if (test.only || parent.runOnlySubtests) test.diagnostic("'only' and 'runOnly' require the --test-only command-line option.");
  } else if (test.only) {
    parent.runOnlySubtests = true;
    if (parent.parent === null || parent.startTime === null) {
      for (let outer = parent; outer !== null && !outer.hasOnlyTests; outer = outer.parent) outer.hasOnlyTests = true;
    }
  } else if (test.only === false) {
    test.fn = FunctionPrototype;
  }
}

// When a test is about to run. A test that has failed already is never left out.
function apply(test) {
  if (test.error !== null) return;
  const { parent } = test;
  const byOnly = test.root.harness.isFilteringByOnly && !test.only && !test.hasOnlyTests &&
    (parent.runOnlySubtests || parent.hasOnlyTests || test.only === false);
  test.filtered = Boolean(test.filteredByName || byOnly || test.filteredByTag);
}

module.exports = { apply, consider };
