'use strict';

// The reporter for people: suites, their tests indented under them, and the failed tests once more at the end.

const { ArrayPrototypePop, ArrayPrototypePush, ArrayPrototypeShift, ArrayPrototypeUnshift } = primordials;
const Transform = require('internal/streams/transform');
const { kSubtestsFailed } = require('internal/test_runner/failures');
const { colorOf, formatResult, indent, symbols } = require('internal/test_runner/reporter_format');
const colors = require('internal/util/colors');

class SpecReporter extends Transform {
  #begun = [];   // the tests that have begun, the innermost first
  #failed = [];
  #cwd = process.cwd();

  constructor() {
    super({ __proto__: null, writableObjectMode: true });
    colors.refresh();
  }

  _transform({ type, data }, encoding, callback) {
    callback(null, this.#format(type, data));
  }

  _flush(callback) {
    callback(null, this.#formatFailed());
  }

  #format(type, data) {
    switch (type) {
      case 'test:start':
        ArrayPrototypeUnshift(this.#begun, data);
        return undefined;
      case 'test:fail':
        if (data.details?.error?.failureType !== kSubtestsFailed) ArrayPrototypePush(this.#failed, data);
        return this.#formatOne(type, data);
      case 'test:pass':
        return this.#formatOne(type, data);
      case 'test:stderr':
      case 'test:stdout':
        return data.message;
      case 'test:diagnostic':
        return `${colorOf(data.level)}${indent(data.nesting)}${symbols[type]}${data.message}${colors.white}\n`;
      case 'test:coverage': {
        const { coverageReport } = require('internal/test_runner/coverage/report');
        return coverageReport(indent(data.nesting), data.summary, symbols['test:diagnostic'], colors.blue);
      }
      case 'test:summary':
        // Files have summaries of their own; the last one is of all.
        return data.file === undefined ? this.#formatFailed() : undefined;
      case 'test:watch:restarted': {
        const { Date, DatePrototypeToLocaleString } = primordials;
        return `\nRestarted at ${DatePrototypeToLocaleString(new Date())}\n`;
      }
      case 'test:interrupted':
        return this.#formatInterrupted(data.tests);
    }
  }

  #formatOne(type, data) {
    ArrayPrototypeShift(this.#begun);
    let text = '';
    // Suites are named when the first of their tests is reported.
    while (this.#begun.length > 0) {
      const outer = ArrayPrototypePop(this.#begun);
      text += `${indent(outer.nesting)}${symbols.suite}${outer.name}\n`;
    }
    return `${text}${formatResult(type, data, false, indent(data.nesting))}\n`;
  }

  #where(test) {
    return `${require('internal/path/posix').relative(this.#cwd, test.file)}:${test.line}:${test.column}`;
  }

  #formatFailed() {
    if (this.#failed.length === 0) return '';
    let text = `\n${colorOf('test:fail')}${symbols['test:fail']}failing tests:${colors.white}\n`;
    for (let i = 0; i < this.#failed.length; i++) {
      const test = this.#failed[i];
      if (test.file) text += `\ntest at ${this.#where(test)}`;
      text += `\n${formatResult('test:fail', test, true)}`;
    }
    this.#failed = [];
    return text;
  }

  #formatInterrupted(tests) {
    if (tests.length === 0) return '';
    let text = `\n${colors.yellow}Interrupted while running:${colors.white}\n`;
    for (let i = 0; i < tests.length; i++) {
      text += `\n${indent(tests[i].nesting)}${symbols.alert}${tests[i].name}`;
      if (tests[i].file) text += ` ${colors.gray}(${this.#where(tests[i])})${colors.white}`;
    }
    return `${text}\n`;
  }
}

module.exports = SpecReporter;
