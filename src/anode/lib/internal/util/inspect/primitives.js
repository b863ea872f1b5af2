'use strict';

// Numbers, strings and the other primitives.

const {
  MathTrunc,
  NumberIsFinite,
  NumberIsNaN,
  ObjectIs,
  String,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  SymbolPrototypeToString,
} = primordials;
const { quoted, spaces, splitLines } = require('internal/util/inspect/strings');
const { groupThousands } = require('internal/errors/describe');

// Strings shorter than this stay on one line however little room there is.
const kMinLineWidth = 16;

// '123456' => '123_456', from the left: digits after the point.
function groupFraction(digits) {
  let result = '';
  let i = 0;
  for (; i < digits.length - 3; i += 3) result += `${StringPrototypeSlice(digits, i, i + 3)}_`;
  return i === 0 ? digits : `${result}${StringPrototypeSlice(digits, i)}`;
}

function formatNumber(stylize, number, separate) {
  const text = ObjectIs(number, -0) ? '-0' : `${number}`;
  if (!separate || !NumberIsFinite(number) || NumberIsNaN(number)) return stylize(text, 'number');
  if (MathTrunc(number) === number) {
    return stylize(StringPrototypeIncludes(text, 'e') ? text : groupThousands(text), 'number');
  }
  const point = StringPrototypeIndexOf(text, '.');
  if (point === -1) return stylize(text, 'number');
  const whole = groupThousands(StringPrototypeSlice(text, 0, point));
  return stylize(`${whole}.${groupFraction(StringPrototypeSlice(text, point + 1))}`, 'number');
}

function formatBigInt(stylize, bigint, separate) {
  const digits = String(bigint);
  return stylize(`${separate ? groupThousands(digits) : digits}n`, 'bigint');
}

function formatString(stylize, value, ctx) {
  let trailer = '';
  if (value.length > ctx.maxStringLength) {
    const remaining = value.length - ctx.maxStringLength;
    value = StringPrototypeSlice(value, 0, ctx.maxStringLength);
    trailer = `... ${remaining} more character${remaining > 1 ? 's' : ''}`;
  }
  if (ctx.compact !== true && value.length > kMinLineWidth && value.length > ctx.breakLength - ctx.indentationLvl - 4) {
    const lines = splitLines(value);
    const glue = ` +\n${spaces(ctx.indentationLvl + 2)}`;
    let result = stylize(quoted(lines[0]), 'string');
    for (let i = 1; i < lines.length; i++) result += glue + stylize(quoted(lines[i]), 'string');
    return result + trailer;
  }
  return stylize(quoted(value), 'string') + trailer;
}

function formatPrimitive(stylize, value, ctx) {
  switch (typeof value) {
    case 'string': return formatString(stylize, value, ctx);
    case 'number': return formatNumber(stylize, value, ctx.numericSeparator);
    case 'bigint': return formatBigInt(stylize, value, ctx.numericSeparator);
    case 'boolean': return stylize(`${value}`, 'boolean');
    case 'undefined': return stylize('undefined', 'undefined');
    default: return stylize(SymbolPrototypeToString(value), 'symbol');
  }
}

module.exports = { formatBigInt, formatNumber, formatPrimitive };
