'use strict';

// Completion in a REPL: commands, names, properties, modules and files. Suggestions come in groups; those of the last group come first.

const {
  ArrayPrototypeFilter, ArrayPrototypeJoin, ArrayPrototypeMap, ArrayPrototypePop, ArrayPrototypePush, ArrayPrototypeShift,
  ArrayPrototypeSort, ArrayPrototypeUnshift, ObjectGetOwnPropertyDescriptor, ObjectGetPrototypeOf, ObjectKeys, RegExpPrototypeExec, SafeSet,
  StringPrototypeCodePointAt, StringPrototypeEndsWith, StringPrototypeSlice, StringPrototypeSplit, StringPrototypeStartsWith,
  StringPrototypeToLocaleLowerCase, StringPrototypeTrimStart,
} = primordials;

const { getOwnNonIndexProperties } = require('internal/engine');
const { acorn } = require('internal/repl/parser');
const { completePaths } = require('internal/repl/completion_paths');
const { findTarget, runsCode } = require('internal/repl/completion_target');
const { globalBuiltins } = require('internal/repl/globals');
const { paths } = require('internal/repl/module_paths');
const { resourceName } = require('internal/repl/resource_name');
const { kState } = require('internal/repl/state');

const KEYWORDS = [
  'async', 'await', 'break', 'case', 'catch', 'const', 'continue', 'debugger', 'default', 'delete', 'do', 'else', 'export', 'false',
  'finally', 'for', 'function', 'if', 'import', 'in', 'instanceof', 'let', 'new', 'null', 'return', 'switch', 'this', 'throw', 'true',
  'try', 'typeof', 'var', 'void', 'while', 'with', 'yield',
];
const LEGACY = new SafeSet(['__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__']);
const PROTOTYPES = 5;  // how many prototypes of a value are looked into

function isIdentifier(text) {
  if (text === '') return false;
  const { isIdentifierChar, isIdentifierStart } = acorn();
  for (let i = 0; i < text.length; i++) {
    const code = StringPrototypeCodePointAt(text, i);
    if (!(i === 0 ? isIdentifierStart : isIdentifierChar)(code)) return false;
    if (code > 0xffff) i++;
  }
  return true;
}

// Whether an object is the Object.prototype of some realm.
function isObjectPrototype(object) {
  if (ObjectGetPrototypeOf(object) !== null) return false;
  const made = ObjectGetOwnPropertyDescriptor(object, 'constructor')?.value;
  const above = made && ObjectGetPrototypeOf(made);
  return !!above && ObjectGetPrototypeOf(above) === object;
}

function namesOf(object) {
  if (!object) return [];
  const withoutLegacy = isObjectPrototype(object);
  return ArrayPrototypeFilter(getOwnNonIndexProperties(object, false), (key) =>
    typeof key === 'string' && isIdentifier(key) && !(withoutLegacy && LEGACY.has(key)));
}

// The names in scope: those of declarations, of the global object and of its prototypes.
function globalGroups(server, filter) {
  const groups = [server[kState].lexicalNames()];
  for (let object = ObjectGetPrototypeOf(server.context); object !== null; object = ObjectGetPrototypeOf(object)) {
    ArrayPrototypePush(groups, namesOf(object));
  }
  const own = namesOf(server.context);
  if (!server.useGlobal) ArrayPrototypePush(own, ...globalBuiltins());
  ArrayPrototypePush(groups, own);
  if (filter !== '') ArrayPrototypePush(groups, KEYWORDS);
  return groups;
}

// The names of a value's properties, and of its prototypes'.
function memberGroups(value) {
  const groups = [];
  try {
    let object;
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') {
      ArrayPrototypePush(groups, namesOf(value));
      object = ObjectGetPrototypeOf(value);
    } else {
      object = value.constructor ? value.constructor.prototype : null;
    }
    for (let left = PROTOTYPES; object !== null && left > 0; left--) {
      ArrayPrototypePush(groups, namesOf(object));
      object = ObjectGetPrototypeOf(object);
    }
  } catch {
    // null and undefined have no properties, and a proxy may throw.
  }
  return groups;
}

// The suggestions of all groups, sorted within each, an empty string between two.
function joinGroups(groups, filter) {
  if (filter) {
    const wanted = StringPrototypeToLocaleLowerCase(filter);
    const fits = (name) => StringPrototypeStartsWith(StringPrototypeToLocaleLowerCase(name), wanted);
    groups = ArrayPrototypeFilter(ArrayPrototypeMap(groups, (group) => ArrayPrototypeFilter(group, fits)), (group) => group.length > 0);
  }
  const completions = [];
  const seen = new SafeSet(['']);
  for (let i = 0; i < groups.length; i++) {
    ArrayPrototypeSort(groups[i], (a, b) => (b > a ? 1 : -1));
    const before = seen.size;
    for (let j = 0; j < groups[i].length; j++) {
      const name = groups[i][j];
      if (seen.has(name)) continue;
      ArrayPrototypeUnshift(completions, name);
      seen.add(name);
    }
    if (seen.size !== before) ArrayPrototypeUnshift(completions, '');
  }
  if (completions[0] === '') ArrayPrototypeShift(completions);
  return completions;
}

function completeExpression(server, line, done) {
  const target = line.length === 0 ? line : findTarget(line);
  if (line.length !== 0 && !target) {
    done([], '', undefined);
    return;
  }
  let expression = '';
  let filter = '';
  if (StringPrototypeEndsWith(line, '.')) {
    expression = StringPrototypeSlice(target, 0, -1);
  } else if (line.length !== 0) {
    const parts = StringPrototypeSplit(target, '.');
    filter = ArrayPrototypePop(parts);
    expression = ArrayPrototypeJoin(parts, '.');
  }
  if (!expression) {
    done(globalGroups(server, filter), filter, target);
    return;
  }
  runsCode(server, target, (found) => {
    if (found !== false) {
      done([], filter, target);
      return;
    }
    let dot = '.';
    if (StringPrototypeEndsWith(expression, '?')) {
      expression = StringPrototypeSlice(expression, 0, -1);
      dot = '?.';
    }
    server.eval(`try { ${expression} } catch {}`, server.context, resourceName(), (error, value) => {
      const prefix = `${expression}${dot}`;
      const groups = ArrayPrototypeMap(memberGroups(value), (names) => ArrayPrototypeMap(names, (name) => `${prefix}${name}`));
      done(groups, groups.length > 0 && filter ? `${prefix}${filter}` : filter, target);
    });
  });
}

// Calls back with [suggestions, the part of the line they are for].
function complete(server, line, callback) {
  line = StringPrototypeTrimStart(line);
  const done = (groups, filter, completeOn) => callback(null, [joinGroups(groups, filter), completeOn]);
  const command = RegExpPrototypeExec(/^\s*\.(\w*)$/, line);
  if (command !== null) {
    done([ObjectKeys(server.commands)], command[1], command[1]);
    return;
  }
  const found = completePaths(line, server.allowBlockingCompletions, paths);
  if (found !== undefined) {
    done(found.groups, found.filter, found.completeOn);
    return;
  }
  if (line.length === 0 || RegExpPrototypeExec(/\w|\.|\$/, line[line.length - 1]) !== null) completeExpression(server, line, done);
  else done([], '', undefined);
}

module.exports = { complete };
