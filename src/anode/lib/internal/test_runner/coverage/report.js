'use strict';

// The table of the reporters spec and tap: files as a tree, with the lines that did not run.

const {
  ArrayPrototypeJoin, ArrayPrototypePush, MathFloor, MathMax, MathMin, NumberPrototypeToFixed, ObjectKeys, StringPrototypePadEnd,
  StringPrototypePadStart, StringPrototypeRepeat, StringPrototypeSlice, StringPrototypeSplit,
} = primordials;

const { relative } = require('internal/path/posix');
const colors = require('internal/util/colors');

const COLUMNS = ['line %', 'branch %', 'funcs %'];
const KEYS = ['coveredLinePercent', 'coveredBranchPercent', 'coveredFunctionPercent'];
const BETWEEN = ' | ';
const HIGH = 90, MEDIUM = 50;
const ELLIPSIS = '\u2026';

// Lines that follow each other as one range.
function uncovered({ lines }) {
  const ranges = [];
  let first, last;
  const add = () => { if (first !== undefined) ArrayPrototypePush(ranges, first === last ? `${first}` : `${first}-${last}`); };
  for (let i = 0; i < lines.length; i++) {
    const { line, count } = lines[i];
    if (count !== 0) continue;
    if (first === undefined || line !== last + 1) {
      add();
      first = line;
    }
    last = line;
  }
  add();
  return ArrayPrototypeJoin(ranges, ' ');
}

function treeOf({ files, workingDirectory }) {
  const tree = { __proto__: null };
  let depth = 1, longest = 0;
  for (let i = 0; i < files.length; i++) {
    const parts = StringPrototypeSplit(relative(workingDirectory, files[i].path), '/');
    let at = tree;
    for (let j = 0; j < parts.length; j++) {
      at[parts[j]] ||= { __proto__: null };
      at = at[parts[j]];
      longest = MathMax(longest, parts[j].length);
    }
    at.file = files[i];
    depth = MathMax(depth, parts.length);
  }
  return { tree, depth, longest };
}

function widths(summary, prefix, color, { depth, longest }) {
  const { columns } = process.stdout;
  let file = MathMax(longest + depth - 1 + (color ? 2 : 0), 'all files'.length);
  if (file > columns / 2) file = MathFloor(columns / 2);
  let lines = 'uncovered lines'.length;
  for (let i = 0; i < summary.files.length; i++) lines = MathMax(lines, uncovered(summary.files[i]).length);
  let middle = 0;
  for (let i = 0; i < COLUMNS.length; i++) middle += COLUMNS[i].length + BETWEEN.length;
  const available = (columns || Infinity) - prefix.length;
  let whole = file + 2 + middle + lines + 2;
  if (whole <= available) return { file, lines: Infinity, whole };
  file = MathMin(available * 0.5, file);
  lines = MathMax(available - middle - (file + 2) - 2, 1);
  whole = available;
  return { file, lines, whole };
}

const cutStart = (text, width) => (text.length > width ? `${ELLIPSIS}${StringPrototypeSlice(text, text.length - width + 1)}` : text);
const cutEnd = (text, width) => (text.length > width ? `${StringPrototypeSlice(text, 0, width - 1)}${ELLIPSIS}` : text);

// `color` is that of the whole report, or empty for none.
function coverageReport(pad, summary, symbol, color) {
  const prefix = `${pad}${symbol}`;
  const found = treeOf(summary);
  const width = widths(summary, prefix, color, found);
  const rule = `${prefix}${StringPrototypeRepeat('-', width.whole)}\n`;
  const painted = (text, value) => {
    if (color === '' || value === undefined) return text;
    return `${value > HIGH ? colors.green : value > MEDIUM ? colors.yellow : colors.red}${text}${color}`;
  };

  function row(name, values, { depth = 0, whole, missing = '' } = {}) {
    const space = width.file - depth;
    const cells = [];
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      const isNumber = typeof value === 'number';
      cells[i] = painted(StringPrototypePadStart(isNumber ? NumberPrototypeToFixed(value, 2) : value, COLUMNS[i].length),
                         isNumber ? value : undefined);
    }
    const first = painted(cutStart(StringPrototypePadEnd(name, space), space), whole);
    return `${prefix}${StringPrototypeRepeat(' ', depth)}${first}${BETWEEN}${ArrayPrototypeJoin(cells, BETWEEN)}${BETWEEN}` +
      `${cutEnd(missing, width.lines)}\n`;
  }

  function body(tree, depth) {
    let text = '';
    const names = ObjectKeys(tree);
    for (let i = 0; i < names.length; i++) {
      const entry = tree[names[i]];
      if (entry.file?.path === undefined) {
        text += row(names[i], ['', '', ''], { depth }) + body(entry, depth + 1);
        continue;
      }
      const values = [];
      let sum = 0;
      for (let j = 0; j < KEYS.length; j++) sum += values[j] = entry.file[KEYS[j]];
      text += row(names[i], values, { depth, whole: sum / KEYS.length, missing: uncovered(entry.file) });
    }
    return text;
  }

  const totals = [];
  for (let i = 0; i < KEYS.length; i++) totals[i] = summary.totals[KEYS[i]];
  return `${color}${prefix}start of coverage report\n${rule}${row('file', COLUMNS, { missing: 'uncovered lines' })}${rule}` +
    `${body(found.tree, 0)}${rule}${row('all files', totals)}${rule}${prefix}end of coverage report\n${color ? colors.white : ''}`;
}

module.exports = { coverageReport };
