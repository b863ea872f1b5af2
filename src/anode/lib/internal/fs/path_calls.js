'use strict';

// The system calls of fs that name a file by its path.

const { validateBoolean, validateInteger, parseFileMode, validateOneOf } = require('internal/validators');
const { statsFrom, statFsFrom, toUnixTimestamp } = require('internal/fs/stats');
const { encodeName } = require('internal/fs/dirent');
const { define } = require('internal/fs/forms');
const { getOptions, nameEncoding } = require('internal/fs/options');
const { getValidatedPath } = require('internal/fs/validate_path');
const { getValidMode } = require('internal/fs/flags');
const { kMaxUserId } = require('internal/fs/limits');
const { isUint8Array } = require('internal/engine').types;

// The arguments of an op, with a `finish` for this call.
function withFinish(args, finish) {
  args.finish = finish;
  return args;
}

const name = (bytes, encoding) => encodeName(bytes, encoding);

const calls = { __proto__: null };
const onPath = (call, spec) => { calls[call] = define(call, { file: 'fs/paths', op: call, ...spec }); };

onPath('access', {
  count: 2,
  optional: 1,
  read: (path, mode) => [getValidatedPath(path), getValidMode(mode)],
});

const twoPaths = (from, to) => (a, b) => [getValidatedPath(a, from), getValidatedPath(b, to)];
onPath('rename', { count: 2, read: twoPaths('oldPath', 'newPath') });
onPath('link', { count: 2, read: twoPaths('existingPath', 'newPath') });
onPath('unlink', { count: 1, read: (path) => [getValidatedPath(path)] });
onPath('symlink', {
  count: 3,
  optional: 2,
  read(target, path, type) {
    if (type != null && typeof type !== 'function') validateOneOf(type, 'type', ['dir', 'file', 'junction', null, undefined]);
    return [getValidatedPath(target, 'target'), getValidatedPath(path)];
  },
});
onPath('readlink', {
  count: 2,
  optional: 1,
  read(path, options) {
    const encoding = nameEncoding(getOptions(options));
    return withFinish([getValidatedPath(path)], (bytes) => name(bytes, encoding));
  },
});
onPath('realpath', {
  count: 2,
  optional: 1,
  read(path, options) {
    const encoding = nameEncoding(getOptions(options));
    return withFinish([getValidatedPath(path)], (bytes) => name(bytes, encoding));
  },
});

onPath('chmod', { count: 2, read: (path, mode) => [getValidatedPath(path), parseFileMode(mode, 'mode')] });
onPath('lchmod', { count: 2, read: (path, mode) => [getValidatedPath(path), parseFileMode(mode, 'mode')] });

function readOwner(path, uid, gid) {
  path = getValidatedPath(path);
  validateInteger(uid, 'uid', -1, kMaxUserId);
  validateInteger(gid, 'gid', -1, kMaxUserId);
  return [path, uid, gid];
}
onPath('chown', { count: 3, read: readOwner });
onPath('lchown', { count: 3, read: readOwner });

const readTimes = (path, atime, mtime) =>
  [getValidatedPath(path), toUnixTimestamp(atime), toUnixTimestamp(mtime)];
onPath('utimes', { count: 3, read: readTimes });
onPath('lutimes', { count: 3, read: readTimes });

onPath('copyFile', {
  op: 'copyfile',
  count: 3,
  optional: 2,
  read: (src, dest, mode) => [getValidatedPath(src, 'src'), getValidatedPath(dest, 'dest'), getValidMode(mode)],
});

const readStat = (path, options) => {
  const bigint = options?.bigint === true;
  return withFinish([getValidatedPath(path)], (numbers) => statsFrom(numbers, bigint));
};
onPath('stat', { count: 2, optional: 1, length: 1, read: readStat });
onPath('lstat', { count: 2, optional: 1, length: 1, read: readStat });
onPath('statfs', {
  count: 2,
  optional: 1,
  length: 1,
  read(path, options) {
    const bigint = options?.bigint === true;
    return withFinish([getValidatedPath(path)], (numbers) => statFsFrom(numbers, bigint));
  },
});

onPath('mkdir', {
  file: 'fs/dir',
  count: 2,
  optional: 1,
  read(path, options) {
    let mode = 0o777;
    let recursive = false;
    if (typeof options === 'number' || typeof options === 'string') {
      mode = parseFileMode(options, 'mode');
    } else if (options) {
      if (options.recursive !== undefined) ({ recursive } = options);
      if (options.mode !== undefined) mode = parseFileMode(options.mode, 'options.mode');
    }
    path = getValidatedPath(path);
    validateBoolean(recursive, 'options.recursive');
    const request = [path, mode];
    if (!recursive) return request;
    request[2] = true;
    return withFinish(request, (first) => (isUint8Array(first) ? name(first, 'utf8') : undefined));
  },
});
let warned = false;
function warnOfTemplate(prefix) {
  const last = prefix[prefix.length - 1];
  if (warned || (last !== 'X' && last !== 0x58)) return;
  warned = true;
  process.emitWarning('mkdtemp() templates ending with X are not portable. ' +
    'For details see: https://nodejs.org/api/fs.html');
}

onPath('mkdtemp', {
  file: 'fs/dir',
  count: 2,
  optional: 1,
  read(prefix, options) {
    const encoding = nameEncoding(getOptions(options));
    warnOfTemplate(prefix = getValidatedPath(prefix, 'prefix'));
    return withFinish([prefix], (bytes) => name(bytes, encoding));
  },
});

module.exports = calls;
