'use strict';

// Tables of box-drawing characters, for console.table.

const {
  ArrayPrototypeJoin,
  ArrayPrototypeMap,
  MathMax,
  ObjectPrototypeHasOwnProperty,
  StringPrototypeRepeat,
} = primordials;
const { getStringWidth } = require('internal/util/inspect');

function renderRow(row, widths) {
  let line = '';
  for (let i = 0; i < row.length; i++) {
    const padding = StringPrototypeRepeat(' ', widths[i] - getStringWidth(row[i]));
    line += `${i === 0 ? '' : '│'} ${row[i]}${padding} `;
  }
  return `│${line}│\n`;
}

function table(head, columns) {
  const rows = [];
  const widths = ArrayPrototypeMap(head, (title) => getStringWidth(title));
  let height = 0;
  for (let i = 0; i < columns.length; i++) height = MathMax(height, columns[i].length);
  for (let i = 0; i < head.length; i++) {
    for (let j = 0; j < height; j++) {
      rows[j] ??= [];
      const value = ObjectPrototypeHasOwnProperty(columns[i], j) ? columns[i][j] : '';
      rows[j][i] = value;
      widths[i] = MathMax(widths[i], getStringWidth(value));
    }
  }
  const dividers = ArrayPrototypeMap(widths, (width) => StringPrototypeRepeat('─', width + 2));
  let result = `┌${ArrayPrototypeJoin(dividers, '┬')}┐\n${renderRow(head, widths)}` +
    `├${ArrayPrototypeJoin(dividers, '┼')}┤\n`;
  for (let i = 0; i < rows.length; i++) result += renderRow(rows[i], widths);
  return `${result}└${ArrayPrototypeJoin(dividers, '┴')}┘`;
}

module.exports = table;
