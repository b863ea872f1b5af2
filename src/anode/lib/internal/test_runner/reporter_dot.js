'use strict';

// A dot for each test that passed, an X for each that failed.

const { ArrayPrototypePush, MathMax } = primordials;
const { formatResult } = require('internal/test_runner/reporter_format');
const colors = require('internal/util/colors');

const columns = () => MathMax(process.stdout.columns ?? 20, 20);

module.exports = async function* dot(source) {
  colors.refresh();
  const failed = [];
  let width = columns();
  let column = 0;
  for await (const { type, data } of source) {
    if (type === 'test:pass') {
      yield `${colors.green}.${colors.reset}`;
    } else if (type === 'test:fail') {
      yield `${colors.red}X${colors.reset}`;
      ArrayPrototypePush(failed, data);
    } else {
      continue;
    }
    if (++column === width) {
      yield '\n';
      width = columns();  // the terminal's size may change
      column = 0;
    }
  }
  yield '\n';
  if (failed.length === 0) return;
  yield `\n${colors.red}Failed tests:${colors.white}\n\n`;
  for (let i = 0; i < failed.length; i++) yield formatResult('test:fail', failed[i], true);
};
