'use strict';

// Eugene W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): the fewest lines to remove and insert. Diffs are lists of
// [operation, value] from the end to the beginning, the order in which the algorithm walks back.

const { Int32Array, StringPrototypeEndsWith, StringPrototypeTrimEnd, TypedArrayPrototypeSlice } = primordials;
const colors = require('internal/util/colors');
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');

const kDelete = -1;
const kSame = 0;
const kInsert = 1;

// The number of equal lines that are shown before further ones are left out.
const kShownContext = 5;

const linesEqual = (actual, expected, ignoreComma) => actual === expected ||
  (ignoreComma && (`${actual},` === expected || actual === `${expected},`));

function myersDiff(actual, expected, ignoreComma = false) {
  const max = actual.length + expected.length;
  if (max > 2 ** 31 - 1) throw new ERR_OUT_OF_RANGE('myersDiff input size', '< 2^31', max);
  // The furthest point of each diagonal, for each number of differences.
  const furthest = new Int32Array(2 * max + 3);
  const trace = [];
  for (let level = 0; level <= max; level++) {
    trace[level] = TypedArrayPrototypeSlice(furthest);
    for (let diagonal = -level; diagonal <= level; diagonal += 2) {
      const at = diagonal + max + 1;
      let x = goesDown(furthest, diagonal, level, at) ? furthest[at + 1] : furthest[at - 1] + 1;
      let y = x - diagonal;
      while (x < actual.length && y < expected.length && linesEqual(actual[x], expected[y], ignoreComma)) {
        x++;
        y++;
      }
      furthest[at] = x;
      if (x >= actual.length && y >= expected.length) return walkBack(trace, actual, expected, ignoreComma, max);
    }
  }
  return [];
}

const goesDown = (furthest, diagonal, level, at) =>
  diagonal === -level || (diagonal !== level && furthest[at - 1] < furthest[at + 1]);

function walkBack(trace, actual, expected, ignoreComma, max) {
  const result = [];
  let x = actual.length;
  let y = expected.length;
  for (let level = trace.length - 1; level >= 0; level--) {
    const furthest = trace[level];
    const diagonal = x - y;
    const previous = goesDown(furthest, diagonal, level, diagonal + max + 1) ? diagonal + 1 : diagonal - 1;
    const previousX = level === 0 ? 0 : furthest[previous + max + 1];
    const previousY = level === 0 ? 0 : previousX - previous;
    while (x > previousX && y > previousY) {
      const value = ignoreComma && !StringPrototypeEndsWith(actual[x - 1], ',') ? expected[y - 1] : actual[x - 1];
      result[result.length] = [kSame, value];
      x--;
      y--;
    }
    if (level > 0) {
      if (x > previousX) result[result.length] = [kInsert, actual[--x]];
      else result[result.length] = [kDelete, expected[--y]];
    }
  }
  return result;
}

const plain = (value) => `${colors.white}  ${value}\n`;

// One line for each entry. A long run of equal lines keeps its first lines and its last.
function printMyersDiff(diff, operator = 'strictEqual') {
  let message = '';
  let skipped = false;
  let same = 0;
  for (let i = diff.length - 1; i >= 0; i--) {
    const { 0: operation, 1: value } = diff[i];
    if (operation !== kSame && i < diff.length - 1 && diff[i + 1][0] === kSame) {
      // Leaving out one or two lines would not make the text shorter.
      if (same === kShownContext + 1) {
        message += plain(diff[i + 1][1]);
      } else if (same === kShownContext + 2) {
        message += plain(diff[i + 2][1]) + plain(diff[i + 1][1]);
      } else if (same >= kShownContext + 3) {
        message += `${colors.blue}...${colors.white}\n${plain(diff[i + 1][1])}`;
        skipped = true;
      }
      same = 0;
    }
    if (operation === kInsert) {
      message += operator === 'partialDeepStrictEqual' ?
        `${colors.gray}${colors.hasColors ? ' ' : '+'} ${value}${colors.white}\n` :
        `${colors.green}+${colors.white} ${value}\n`;
    } else if (operation === kDelete) {
      message += `${colors.red}-${colors.white} ${value}\n`;
    } else if (same++ < kShownContext) {
      message += plain(value);
    }
  }
  return { message: `\n${StringPrototypeTrimEnd(message)}`, skipped };
}

// Characters one after the other, distinguished by colour alone.
function printSimpleMyersDiff(diff) {
  let message = '';
  for (let i = diff.length - 1; i >= 0; i--) {
    const { 0: operation, 1: value } = diff[i];
    const color = operation === kInsert ? colors.green : operation === kDelete ? colors.red : colors.white;
    message += `${color}${value}${colors.white}`;
  }
  return `\n${message}`;
}

module.exports = { myersDiff, printMyersDiff, printSimpleMyersDiff };
