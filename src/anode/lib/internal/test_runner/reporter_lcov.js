'use strict';

// The reporter lcov: coverage as geninfo writes it (https://ltp.sourceforge.net/coverage/lcov/geninfo.1.php).

const { ArrayPrototypeSlice, ArrayPrototypeSort } = primordials;
const { relative } = require('internal/path/posix');
const Transform = require('internal/streams/transform');

function recordOf(file, cwd) {
  let names = '', calls = '', branches = '', lines = '';
  for (let i = 0; i < file.functions.length; i++) {
    const { name, line, count } = file.functions[i];
    names += `FN:${line},${name || `anonymous_${i}`}\n`;
    calls += `FNDA:${count},${name || `anonymous_${i}`}\n`;
  }
  for (let i = 0; i < file.branches.length; i++) branches += `BRDA:${file.branches[i].line},${i},0,${file.branches[i].count}\n`;
  const sorted = ArrayPrototypeSort(ArrayPrototypeSlice(file.lines), (a, b) => a.line - b.line);
  for (let i = 0; i < sorted.length; i++) lines += `DA:${sorted[i].line},${sorted[i].count}\n`;
  return `SF:${relative(cwd, file.path)}\n${names}${calls}FNF:${file.totalFunctionCount}\nFNH:${file.coveredFunctionCount}\n` +
    `${branches}BRF:${file.totalBranchCount}\nBRH:${file.coveredBranchCount}\n` +
    `${lines}LH:${file.coveredLineCount}\nLF:${file.totalLineCount}\nend_of_record\n`;
}

class LcovReporter extends Transform {
  constructor(options) {
    super({ ...options, writableObjectMode: true, __proto__: null });
  }

  _transform({ type, data }, encoding, callback) {
    if (type !== 'test:coverage') {
      callback(null);
      return;
    }
    let text = 'TN:\n';
    const { files, workingDirectory } = data.summary;
    for (let i = 0; i < files.length; i++) text += recordOf(files[i], workingDirectory);
    callback(null, text);
  }
}

module.exports = LcovReporter;
