'use strict';

// The Test Anything Protocol, version 13: results as lines, details as YAML under them.

const { RegExpPrototypeSymbolSplit, StringPrototypeRepeat, StringPrototypeReplaceAll, StringPrototypeToUpperCase } = primordials;
const { toYaml } = require('internal/test_runner/reporter_yaml');

const lineBreak = /\r?\n/;
const indent = (nesting) => StringPrototypeRepeat('    ', nesting);

const escapes = [
  ['\b', '\\b'], ['\f', '\\f'], ['\t', '\\t'], ['\n', '\\n'], ['\r', '\\r'], ['\v', '\\v'], ['\\', '\\\\'], ['#', '\\#'],
];
function escape(text) {
  for (let i = 0; i < escapes.length; i++) text = StringPrototypeReplaceAll(text, escapes[i][0], escapes[i][1]);
  return text;
}

// The protocol's directive: its name in capitals, and why.
const directive = (name, given) =>
  ` # ${StringPrototypeToUpperCase(name)}${typeof given === 'string' && given.length > 0 ? ` ${escape(given)}` : ''}`;

function resultLine(status, { nesting, testNumber, name, skip, todo, expectFailure }) {
  let line = `${indent(nesting)}${status} ${testNumber}`;
  if (name) line += ` ${escape(`- ${name}`)}`;
  if (skip !== undefined) line += directive('skip', skip);
  else if (todo !== undefined) line += directive('todo', todo);
  else if (expectFailure !== undefined) line += directive('expected failure', expectFailure);
  return `${line}\n`;
}

function detailLines({ nesting, details }, location) {
  const indentation = indent(nesting);
  const { duration_ms, type, error } = details ?? {};
  let text = `${indentation}  ---\n${toYaml(indentation, 'duration_ms', duration_ms)}${toYaml(indentation, 'type', type)}`;
  if (location !== null) text += toYaml(indentation, 'location', location);
  return `${text}${toYaml(indentation, null, error)}${indentation}  ...\n`;
}

module.exports = async function* tapReporter(source) {
  yield 'TAP version 13\n';
  for await (const { type, data } of source) {
    switch (type) {
      case 'test:fail':
        yield resultLine('not ok', data);
        yield detailLines(data, data.file ? `${data.file}:${data.line}:${data.column}` : null);
        break;
      case 'test:pass':
        yield resultLine('ok', data);
        yield detailLines(data, null);
        break;
      case 'test:plan':
        yield `${indent(data.nesting)}1..${data.count}\n`;
        break;
      case 'test:start':
        yield `${indent(data.nesting)}# Subtest: ${escape(data.name)}\n`;
        break;
      case 'test:stderr':
      case 'test:stdout': {
        const lines = RegExpPrototypeSymbolSplit(lineBreak, data.message);
        for (let i = 0; i < lines.length; i++) if (lines[i] !== '') yield `# ${escape(lines[i])}\n`;
        break;
      }
      case 'test:diagnostic':
        yield `${indent(data.nesting)}# ${escape(data.message)}\n`;
        break;
      case 'test:coverage':
        yield require('internal/test_runner/coverage/report').coverageReport(indent(data.nesting), data.summary, '# ', '');
        break;
      case 'test:interrupted':
        for (let i = 0; i < data.tests.length; i++) {
          const { name, file, line, column } = data.tests[i];
          yield `# ${escape(`Interrupted while running: ${name}${file ? ` at ${file}:${line}:${column}` : ''}`)}\n`;
        }
        break;
    }
  }
};
