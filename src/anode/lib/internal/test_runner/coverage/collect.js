'use strict';

// --experimental-test-coverage: each process writes its coverage into a folder (NODE_V8_COVERAGE), and the process that runs them reads it.

const {
  ArrayFrom, ArrayPrototypePush, ArrayPrototypeSort, JSONParse, MathMax, RegExpPrototypeExec, SafeMap, StringPrototypeIncludes,
  StringPrototypeLocaleCompare, StringPrototypeStartsWith,
} = primordials;

const path = require('internal/path/posix');
const { codes: { ERR_OPERATION_FAILED } } = require('internal/errors');
const { matchGlobPattern } = require('internal/fs/glob');
const { fileURLToPath } = require('internal/url');
const { mergeScript } = require('internal/test_runner/coverage/merge');
const { linesOf, splitLines } = require('internal/test_runner/coverage/source_lines');

const files = () => require('fs');

const FILE = /^coverage-\d+-\d{13}-\d+\.json$/;

const percent = (covered, total) => (total === 0 ? 100 : covered / total * 100);

class Coverage {
  #folder;
  #before;   // NODE_V8_COVERAGE as it was
  #options;
  #lines = new SafeMap();
  #wanted = new SafeMap();

  // `cwd`, the globs `coverageExcludeGlobs` and `coverageIncludeGlobs`, the thresholds, and whether source maps are used.
  constructor(options) {
    this.#options = options;
    const before = process.env.NODE_V8_COVERAGE;
    this.#before = before && path.resolve(options.cwd, before);
    this.#folder = files().mkdtempSync(path.join(require('os').tmpdir(), 'node-coverage-'));
    require('internal/inspector/profiles').startCoverage(this.#folder);
    process.env.NODE_V8_COVERAGE = this.#folder;  // for child processes
  }

  // Gives back what was changed; the files go to the folder that was asked for before.
  end() {
    require('internal/inspector/profiles').stopCoverage();
    if (this.#before === undefined) {
      delete process.env.NODE_V8_COVERAGE;
    } else {
      process.env.NODE_V8_COVERAGE = this.#before;
      files().mkdirSync(this.#before, { recursive: true });
      const names = files().readdirSync(this.#folder);
      for (let i = 0; i < names.length; i++) files().copyFileSync(path.join(this.#folder, names[i]), path.join(this.#before, names[i]));
    }
    try { files().rmSync(this.#folder, { recursive: true }); } catch {}  // the system clears its temporary files
  }

  // ---- reading ----

  #isWanted(url) {
    let wanted = this.#wanted.get(url);
    if (wanted === undefined) this.#wanted.set(url, wanted = this.#decide(url));
    return wanted;
  }

  #decide(url) {
    if (!StringPrototypeStartsWith(url, 'file:')) return false;
    const absolute = fileURLToPath(url);
    const relative = path.relative(this.#options.cwd, absolute);
    const matches = (globs) => {
      for (let i = 0; i < globs.length; i++) {
        if (matchGlobPattern(relative, globs[i], false) || matchGlobPattern(absolute, globs[i], false)) return true;
      }
      return false;
    };
    if (matches(this.#options.coverageExcludeGlobs ?? [])) return false;
    const { coverageIncludeGlobs } = this.#options;
    if (coverageIncludeGlobs?.length > 0) return matches(coverageIncludeGlobs);
    return !StringPrototypeIncludes(url, '/node_modules/') && !StringPrototypeIncludes(url, '?node-test-mock');
  }

  // The lines of a source, or undefined where the file has gone.
  #linesOf(url, source) {
    if (!this.#lines.has(url)) {
      let lines;
      try { lines = splitLines(source ?? files().readFileSync(fileURLToPath(url), 'utf8')); } catch { lines = undefined; }
      this.#lines.set(url, lines);
    }
    return this.#lines.get(url);
  }

  #readFile(file) {
    const text = files().readFileSync(file, 'utf8');
    if (text.length === 0) throw new ERR_OPERATION_FAILED(`coverage file is empty: ${file}`);
    let found;
    try {
      found = JSONParse(text);
    } catch (cause) {
      const error = new ERR_OPERATION_FAILED(`failed to parse coverage file ${file}: ${cause.message}`);
      error.cause = cause;
      throw error;
    }
    const maps = found['source-map-cache'];
    if (!this.#options.sourceMaps || maps === undefined) return found.result;
    const { mapScripts } = require('internal/test_runner/coverage/source_mapped');
    return mapScripts(found.result, maps, (url) => this.#isWanted(url), (url, source) => this.#linesOf(url, source));
  }

  #read() {
    const scripts = new SafeMap();
    const names = files().readdirSync(this.#folder);
    for (let i = 0; i < names.length; i++) {
      if (RegExpPrototypeExec(FILE, names[i]) === null) continue;
      const found = this.#readFile(path.join(this.#folder, names[i]));
      for (let j = 0; j < found.length; j++) {
        const { url } = found[j];
        if (!this.#isWanted(url)) continue;
        const known = scripts.get(url);
        if (known === undefined) scripts.set(url, found[j]);
        else mergeScript(known, found[j]);
      }
    }
    return ArrayFrom(scripts.values());
  }

  // ---- the summary, in the form that reporters get ----

  #summarizeFile({ url, functions }) {
    const lines = this.#linesOf(url);
    if (lines === undefined) return undefined;
    const functionReports = [], branchReports = [], lineReports = [];
    let coveredBranches = 0, coveredFunctions = 0, coveredLines = 0;
    for (let i = 0; i < functions.length; i++) {
      const { isBlockCoverage, ranges, functionName } = functions[i];
      let most = 0, first;
      for (let j = 0; j < ranges.length; j++) {
        const range = ranges[j];
        most = MathMax(most, range.count);
        const touched = linesOf(range, lines);
        let ignored = 0;
        for (let k = 0; k < touched.length; k++) if (touched[k].ignored) ignored++;
        const counts = range.count !== 0 || ignored === touched.length;
        if (j === 0) first = { __proto__: null, line: touched[0]?.line, counts };
        if (!isBlockCoverage) continue;
        ArrayPrototypePush(branchReports, { __proto__: null, line: touched[0]?.line, count: range.count });
        if (counts) coveredBranches++;
      }
      if (i === 0 || first === undefined) continue;  // the first function is the script itself
      ArrayPrototypePush(functionReports, { __proto__: null, name: functionName, count: most, line: first.line });
      if (first.counts) coveredFunctions++;
    }
    for (let i = 0; i < lines.length; i++) {
      const { line, count, ignored } = lines[i];
      if (!ignored) ArrayPrototypePush(lineReports, { __proto__: null, line, count });
      if (count > 0 || ignored) coveredLines++;
    }
    return {
      __proto__: null,
      path: fileURLToPath(url),
      totalLineCount: lines.length,
      totalBranchCount: branchReports.length,
      totalFunctionCount: functionReports.length,
      coveredLineCount: coveredLines,
      coveredBranchCount: coveredBranches,
      coveredFunctionCount: coveredFunctions,
      coveredLinePercent: percent(coveredLines, lines.length),
      coveredBranchPercent: percent(coveredBranches, branchReports.length),
      coveredFunctionPercent: percent(coveredFunctions, functionReports.length),
      functions: functionReports,
      branches: branchReports,
      lines: lineReports,
    };
  }

  summary() {
    require('internal/inspector/profiles').takeCoverage();
    const { cwd, lineCoverage, branchCoverage, functionCoverage } = this.#options;
    const files = [];
    const totals = {
      __proto__: null, totalLineCount: 0, totalBranchCount: 0, totalFunctionCount: 0, coveredLineCount: 0, coveredBranchCount: 0,
      coveredFunctionCount: 0, coveredLinePercent: 0, coveredBranchPercent: 0, coveredFunctionPercent: 0,
    };
    const scripts = this.#read();
    for (let i = 0; i < scripts.length; i++) {
      const file = this.#summarizeFile(scripts[i]);
      if (file === undefined) continue;
      ArrayPrototypePush(files, file);
      for (const kind of ['LineCount', 'BranchCount', 'FunctionCount']) {
        totals[`total${kind}`] += file[`total${kind}`];
        totals[`covered${kind}`] += file[`covered${kind}`];
      }
    }
    for (const kind of ['Line', 'Branch', 'Function']) {
      totals[`covered${kind}Percent`] = percent(totals[`covered${kind}Count`], totals[`total${kind}Count`]);
    }
    ArrayPrototypeSort(files, (a, b) => StringPrototypeLocaleCompare(a.path, b.path));
    return {
      __proto__: null, workingDirectory: cwd, files, totals,
      thresholds: { __proto__: null, line: lineCoverage, branch: branchCoverage, function: functionCoverage },
    };
  }
}

module.exports = { Coverage };
