'use strict';

// From formatted entries to lines: on one line where they fit, long lists of short entries in columns.

const {
  MathFloor,
  MathMax,
  MathMin,
  MathRound,
  MathSqrt,
  StringPrototypeIncludes,
  StringPrototypePadEnd,
  StringPrototypePadStart,
} = primordials;
const { spaces } = require('internal/util/inspect/strings');
const { getStringWidth } = require('internal/util/inspect/width');
const { removeColors } = require('internal/util/inspect/colors');

// The kind of entries: properties, array elements alone, or elements and then properties.
const kObjectType = 0;
const kArrayType = 1;
const kArrayExtrasType = 2;

const kSeparatorWidth = 2;
// A character is about two and a half times as high as it is wide: this makes the columns look square.
const kCharHeights = 2.5;
const kMaxColumns = 15;

// As ArrayPrototypeJoin, and faster for a few entries.
function join(output, separator) {
  if (output.length === 0) return '';
  let result = output[0];
  for (let i = 1; i < output.length; i++) result += separator + output[i];
  return result;
}

function groupArrayElements(ctx, output, value) {
  let total = 0;
  let longest = 0;
  // "... more items" keeps a line of its own.
  const count = ctx.maxArrayLength < output.length ? output.length - 1 : output.length;
  const widths = [];
  for (let i = 0; i < count; i++) {
    const width = getStringWidth(output[i], ctx.colors);
    widths[i] = width;
    total += width + kSeparatorWidth;
    if (longest < width) longest = width;
  }
  const cell = longest + kSeparatorWidth;
  // Three columns at least must fit, and the entries must be alike in length, or all short.
  if (!(cell * 3 + ctx.indentationLvl < ctx.breakLength && (total / cell > 5 || longest <= 6))) return output;

  const bias = MathSqrt(cell - total / output.length);
  const biased = MathMax(cell - 3 - bias, 1);
  const columns = MathMin(
    MathRound(MathSqrt(kCharHeights * biased * count) / biased),
    MathFloor((ctx.breakLength - ctx.indentationLvl) / cell),
    ctx.compact * 4,
    kMaxColumns);
  if (columns <= 1) return output;

  const columnWidths = [];
  for (let i = 0; i < columns; i++) {
    let width = 0;
    for (let j = i; j < output.length; j += columns) {
      if (widths[j] > width) width = widths[j];
    }
    columnWidths[i] = width + kSeparatorWidth;
  }
  const alignRight = value === undefined || isNumeric(value, output.length);
  const pad = alignRight ? StringPrototypePadStart : StringPrototypePadEnd;
  const rows = [];
  for (let i = 0; i < count; i += columns) {
    const end = MathMin(i + columns, count);
    let row = '';
    let j = i;
    for (; j < end - 1; j++) {
      // Colours and wide characters have a length that is not their width.
      row += pad(`${output[j]}, `, columnWidths[j - i] + output[j].length - widths[j], ' ');
    }
    row += alignRight ?
      StringPrototypePadStart(output[j], columnWidths[j - i] + output[j].length - widths[j] - kSeparatorWidth, ' ') :
      output[j];
    rows[rows.length] = row;
  }
  if (count < output.length) rows[rows.length] = output[count];
  return rows;
}

function isNumeric(value, count) {
  for (let i = 0; i < count; i++) {
    if (typeof value[i] !== 'number' && typeof value[i] !== 'bigint') return false;
  }
  return true;
}

function fitsOneLine(ctx, output, start, base) {
  let total = output.length + start;
  if (total + output.length > ctx.breakLength) return false;
  for (let i = 0; i < output.length; i++) {
    total += ctx.colors ? removeColors(output[i]).length : output[i].length;
    if (total > ctx.breakLength) return false;
  }
  return base === '' || !StringPrototypeIncludes(base, '\n');
}

function reduceToSingleString(ctx, output, base, braces, extrasType, recurseTimes, value) {
  if (ctx.compact === true) {
    if (fitsOneLine(ctx, output, 0, base)) {
      return `${braces[0]}${base ? ` ${base}` : ''} ${join(output, ', ')} ${braces[1]}`;
    }
    const indentation = `\n${spaces(ctx.indentationLvl)}`;
    const opening = base === '' && braces[0].length === 1 ? ' ' : `${base ? ` ${base}` : ''}${indentation}  `;
    return `${braces[0]}${opening}${join(output, `,${indentation}  `)} ${braces[1]}`;
  }

  const head = `${base ? `${base} ` : ''}${braces[0]}`;
  if (typeof ctx.compact === 'number' && ctx.compact >= 1) {
    const entries = output.length;
    if (extrasType === kArrayExtrasType && entries > 6) output = groupArrayElements(ctx, output, value);
    // The `compact` innermost levels share a line. Columns already made their own lines.
    if (ctx.currentDepth - recurseTimes < ctx.compact && entries === output.length) {
      const start = output.length + ctx.indentationLvl + braces[0].length + base.length + 10;
      if (fitsOneLine(ctx, output, start, base)) {
        const joined = join(output, ', ');
        if (!StringPrototypeIncludes(joined, '\n')) return `${head} ${joined} ${braces[1]}`;
      }
    }
  }
  const indentation = `\n${spaces(ctx.indentationLvl)}`;
  return `${head}${indentation}  ${join(output, `,${indentation}  `)}${indentation}${braces[1]}`;
}

module.exports = { kArrayExtrasType, kArrayType, kObjectType, reduceToSingleString };
