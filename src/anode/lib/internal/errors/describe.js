'use strict';

// Text for error messages: lists, and the type of an argument.

const {
  ArrayPrototypeJoin,
  ArrayPrototypeSlice,
  JSONStringify,
  String,
  StringPrototypeIncludes,
  StringPrototypeSlice,
} = primordials;

// ['a', 'b', 'c'], 'or' => 'a, b, or c'
function formatList(array, type = 'and') {
  switch (array.length) {
    case 0: return '';
    case 1: return `${array[0]}`;
    case 2: return `${array[0]} ${type} ${array[1]}`;
    case 3: return `${array[0]}, ${array[1]}, ${type} ${array[2]}`;
    default:
      return `${ArrayPrototypeJoin(ArrayPrototypeSlice(array, 0, -1), ', ')}, ${type} ${array[array.length - 1]}`;
  }
}

function determineSpecificType(value) {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'undefined':
      return 'undefined';
    case 'function':
      return `function ${value.name}`;
    case 'object':
      if (value.constructor && 'name' in value.constructor) return `an instance of ${value.constructor.name}`;
      return require('internal/util/inspect').inspect(value, { depth: -1 });
    case 'string': {
      const shown = value.length > 28 ? `${StringPrototypeSlice(value, 0, 25)}...` : value;
      return StringPrototypeIncludes(shown, "'") ? `type string (${JSONStringify(shown)})` : `type string ('${shown}')`;
    }
    case 'bigint':
      return `type bigint (${value}n)`;
    case 'number':
      return value === 0 && 1 / value < 0 ? 'type number (-0)' : `type number (${value})`;
    default:
      return `type ${typeof value} (${String(value)})`;
  }
}

// 1234567 => '1_234_567'
function groupThousands(digits) {
  let result = '';
  let end = digits.length;
  const start = digits[0] === '-' ? 1 : 0;
  for (; end >= start + 4; end -= 3) result = `_${StringPrototypeSlice(digits, end - 3, end)}${result}`;
  return `${StringPrototypeSlice(digits, 0, end)}${result}`;
}

module.exports = { determineSpecificType, formatList, groupThousands };
