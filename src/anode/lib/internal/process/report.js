'use strict';

// process.report: information about the process as JSON, on request or when the process fails.

const {
  ArrayPrototypeConcat, ArrayPrototypeMap, ArrayPrototypeSlice, Date, DateNow, DatePrototypeToISOString, Error, JSONParse, JSONStringify,
  ObjectDefineProperty, SafeArrayIterator, StringPrototypePadStart, StringPrototypeSlice, StringPrototypeSplit, StringPrototypeTrim,
} = primordials;

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateBoolean, validateString } = require('internal/validators');
const { getOptionValue } = require('internal/options');

const state = {
  compact: !!getOptionValue('--report-compact'), directory: getOptionValue('--report-directory') ?? '',
  filename: getOptionValue('--report-filename') ?? '', excludeNetwork: !!getOptionValue('--report-exclude-network'),
  signal: getOptionValue('--report-signal') ?? 'SIGUSR2', reportOnFatalError: !!getOptionValue('--report-on-fatalerror'),
  reportOnSignal: !!getOptionValue('--report-on-signal'),
  reportOnUncaughtException: !!getOptionValue('--report-uncaught-exception'),
};
let sequence = 0;

const two = (number) => StringPrototypePadStart(`${number}`, 2, '0');

function nameOf(now) {
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  return `report.${day}.${time}.${process.pid}.0.${StringPrototypePadStart(`${++sequence}`, 3, '0')}.json`;
}

// The versions of glibc; empty where there is another libc, as Node leaves them out.
function libc() {
  const version = binding('process/os').libc_version();
  return version === '' ? undefined : { glibcVersionRuntime: version, glibcVersionCompiler: version };
}

function build(error, trigger, filename) {
  const os = require('os');
  const memory = process.memoryUsage();
  const lines = StringPrototypeSplit(`${error.stack}`, '\n');
  const now = new Date();
  const usage = process.resourceUsage();
  const report = {
    header: {
      reportVersion: 5, event: trigger === 'Exception' ? trigger : 'JavaScript API', trigger, filename: filename ?? null,
      dumpEventTime: `${StringPrototypeSlice(DatePrototypeToISOString(now), 0, 19)}Z`, dumpEventTimeStamp: `${DateNow()}`,
      processId: process.pid, threadId: 0, cwd: process.cwd(),
      commandLine: ArrayPrototypeConcat([process.execPath], process.execArgv, ArrayPrototypeSlice(process.argv, 1)),
      nodejsVersion: process.version, ...libc(), wordSize: 64, arch: process.arch, platform: process.platform,
      componentVersions: process.versions, release: process.release, osName: os.type(), osRelease: os.release(),
      osVersion: os.version(), osMachine: os.machine(),
      cpus: ArrayPrototypeMap(os.cpus(), ({ model, speed, times }) => ({ model, speed, ...times })), host: os.hostname(),
    },
    javascriptStack: {
      message: lines[0], stack: ArrayPrototypeMap(ArrayPrototypeSlice(lines, 1), (line) => StringPrototypeTrim(line)),
      errorProperties: { ...error },
    },
    javascriptHeap: {
      totalMemory: memory.heapTotal, executableMemory: 0, totalCommittedMemory: memory.heapTotal,
      availableMemory: memory.heapTotal - memory.heapUsed, totalGlobalHandlesMemory: 0, usedGlobalHandlesMemory: 0,
      usedMemory: memory.heapUsed, memoryLimit: memory.heapTotal, mallocedMemory: 0, externalMemory: memory.external,
      peakMallocedMemory: 0, nativeContextCount: 1, detachedContextCount: 0, doesZapGarbage: 0, heapSpaces: {},
    },
    nativeStack: [],
    resourceUsage: {
      free_memory: `${os.freemem()}`, total_memory: `${os.totalmem()}`, rss: `${memory.rss}`,
      available_memory: `${process.availableMemory?.() ?? os.freemem()}`, userCpuSeconds: usage.userCPUTime / 1e6,
      kernelCpuSeconds: usage.systemCPUTime / 1e6, cpuConsumptionPercent: 0, userCpuConsumptionPercent: 0,
      kernelCpuConsumptionPercent: 0, maxRss: `${usage.maxRSS * 1024}`,
      pageFaults: { IORequired: `${usage.majorPageFault}`, IONotRequired: `${usage.minorPageFault}` },
      fsActivity: { reads: usage.fsRead, writes: usage.fsWrite },
    },
    libuv: [],
    workers: [],
    environmentVariables: getOptionValue('--report-exclude-env') ? undefined : { ...process.env },
    userLimits: {},
    sharedObjects: [],
  };
  if (!state.excludeNetwork) report.header.networkInterfaces = interfaces(os);
  return report;
}

function interfaces(os) {
  const found = [];
  const all = os.networkInterfaces();
  for (const name in all) {
    for (const { internal, mac, address, netmask, family } of new SafeArrayIterator(all[name])) {
      found[found.length] = { name, internal, mac, address, netmask, family };
    }
  }
  return found;
}

function checkError(error) {
  if (error === undefined) return new Error('JavaScript Callstack');
  if (typeof error !== 'object' || error === null) throw new ERR_INVALID_ARG_TYPE('err', 'Object', error);
  return error;
}

function writeReport(file, error) {
  if (typeof file === 'object' && file !== null) {
    error = file;
    file = undefined;
  } else if (file !== undefined) {
    validateString(file, 'file');
  }
  error = checkError(error);
  return write(error, 'API', file ?? (state.filename || nameOf(new Date())));
}

function write(error, trigger, name) {
  const text = JSONStringify(build(error, trigger, name), null, state.compact ? undefined : 2);
  if (name === 'stdout' || name === 'stderr') {
    process[name].write(`${text}\n`);
    return name;
  }
  const path = require('internal/path/posix');
  const target = state.directory ? path.join(state.directory, name) : name;
  require('fs').writeFileSync(target, `${text}\n`);
  return name;
}

// Before an error ends the program, if `reportOnUncaughtException` is set.
function reportUncaught(error) {
  if (!state.reportOnUncaughtException) return;
  const { write_stderr } = binding('process');
  const shown = typeof error === 'object' && error !== null ? error : new Error(`${error}`);
  const name = state.filename || nameOf(new Date());
  const onStream = name === 'stdout' || name === 'stderr';
  if (!onStream) write_stderr(`\nWriting Node.js report to file: ${name}`);
  try {
    write(shown, 'Exception', name);
  } catch {
    write_stderr(`\nFailed to open Node.js report file: ${name}\n`);
    return;
  }
  if (!onStream) write_stderr('\nNode.js report completed\n');
}

const report = {
  writeReport,
  getReport(error) {
    return JSONParse(JSONStringify(build(checkError(error), 'GetReport')));
  },
};
for (const name in state) {
  ObjectDefineProperty(report, name, {
    __proto__: null, enumerable: true, configurable: true,
    get: () => state[name],
    set(value) {
      if (typeof state[name] === 'boolean') {
        validateBoolean(value, name === 'reportOnFatalError' ? 'err' : name === 'compact' ? 'compact' : 'trigger');
      } else if (name === 'signal') {
        validateString(value, 'signal');
        require('internal/process/signal_names').convertToValidSignal(value);
      } else {
        validateString(value, name);
      }
      state[name] = value;
    },
  });
}

module.exports = { report, reportUncaught };
