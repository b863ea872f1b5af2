'use strict';

// Command-line arguments as tokens: { kind, index, … }, in their order, nothing checked yet.

const {
  ArrayPrototypeSlice,
  ArrayPrototypeSplice,
  SafeArrayIterator,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
} = primordials;
const {
  findLongOptionForShort, isLoneLongOption, isLoneShortOption, isLongOptionAndValue, isOptionValue, isShortOptionAndValue,
  isShortOptionGroup, optionsGetOwn,
} = require('internal/util/parse_args/argument_kinds');

const option = (name, rawName, index, value, inlineValue) =>
  ({ kind: 'option', name, rawName, index, value, inlineValue });

// The options of a group as single arguments: the first that takes a value takes the rest of the group.
function expandGroup(arg, options) {
  const expanded = [];
  for (let i = 1; i < arg.length; i++) {
    const name = findLongOptionForShort(arg[i], options);
    if (optionsGetOwn(options, name, 'type') !== 'string' || i === arg.length - 1) {
      expanded[expanded.length] = `-${arg[i]}`;
    } else {
      expanded[expanded.length] = `-${StringPrototypeSlice(arg, i)}`;
      break;
    }
  }
  return expanded;
}

function argsToTokens(args, options) {
  const tokens = [];
  const add = (token) => { tokens[tokens.length] = token; };

  // `index` is the position among the arguments; members of a group have the same.
  const takeOne = (arg, index, following) => {
    const isShort = isLoneShortOption(arg);
    if (isShort || isLoneLongOption(arg)) {
      const name = isShort ? findLongOptionForShort(arg[1], options) : StringPrototypeSlice(arg, 2);
      const takes = optionsGetOwn(options, name, 'type') === 'string' && isOptionValue(following);
      add(option(name, arg, index, takes ? following : undefined, takes ? false : undefined));
      return takes;
    }
    if (isShortOptionAndValue(arg, options)) {
      const name = findLongOptionForShort(arg[1], options);
      add(option(name, `-${arg[1]}`, index, StringPrototypeSlice(arg, 2), true));
    } else if (isLongOptionAndValue(arg)) {
      const equal = StringPrototypeIndexOf(arg, '=');
      const name = StringPrototypeSlice(arg, 2, equal);
      add(option(name, `--${name}`, index, StringPrototypeSlice(arg, equal + 1), true));
    } else {
      add({ kind: 'positional', index, value: arg });
    }
    return false;
  };

  // Members of a group replace the group, and may be any argument: -a- is -a and --.
  const queue = ArrayPrototypeSlice(args);
  let index = -1;
  let members = 0;
  for (let at = 0; at < queue.length; at++) {
    const arg = queue[at];
    if (members > 0) members--;
    else index++;
    if (arg === '--') {
      add({ kind: 'option-terminator', index });
      while (++at < queue.length) add({ kind: 'positional', index: ++index, value: queue[at] });
    } else if (isShortOptionGroup(arg, options)) {
      const expanded = expandGroup(arg, options);
      ArrayPrototypeSplice(queue, at--, 1, ...new SafeArrayIterator(expanded));
      members = expanded.length;
    } else if (takeOne(arg, index, queue[at + 1])) {
      at++;
      index++;
    }
  }
  return tokens;
}

module.exports = { argsToTokens };
