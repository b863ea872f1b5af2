'use strict';

const {
  ArrayPrototypeIncludes, ObjectFreeze, RegExpPrototypeExec, RegExpPrototypeSymbolReplace, StringPrototypeIncludes, StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;
const { validateString, validateBuffer } = require('internal/validators');

function referenceOf(scope, reference) {
  validateString(scope, 'scope');
  if (reference == null) return undefined;
  if (primordials.ArrayBufferIsView(reference)) {
    validateBuffer(reference, 'reference');
    return `${reference}`;
  }
  validateString(reference, 'reference');
  return reference;
}

const permission = ObjectFreeze({
  __proto__: null,
  has(scope, reference) {
    return binding('process').has_permission(scope, referenceOf(scope, reference));
  },
  drop(scope, reference) {
    binding('process').drop_permission(scope, referenceOf(scope, reference));
  },
});

const RISKY = ['--allow-addons', '--allow-child-process', '--allow-inspector', '--allow-wasi', '--allow-worker'];
const FILES = ['--allow-fs-read', '--allow-fs-write'];

// Run at the start of a program under --permission.
function start() {
  const { getOptionValue } = require('internal/options');
  ObjectFreeze(require('path'));
  for (let i = 0; i < RISKY.length; i++) {
    if (!getOptionValue(RISKY[i])) continue;
    process.emitWarning(
      `The flag ${RISKY[i]} must be used with extreme caution. It could invalidate the permission model.`, 'SecurityWarning');
  }
  for (let i = 0; i < FILES.length; i++) {
    const paths = getOptionValue(FILES[i]);
    if (paths?.length !== 1 || !StringPrototypeIncludes(paths[0], ',')) continue;
    process.emitWarning(`The ${FILES[i]} CLI flag has changed. Passing a comma-separated list of paths is no longer valid. ` +
      'Documentation can be found at https://nodejs.org/api/permissions.html#file-system-permissions', 'Warning');
  }
}

// Node's test for whether a child has restrictions of its own.
const hasOwn = (options) => RegExpPrototypeExec(/(?:^|[\s"])--permission(?:-audit)?(?=[\s"]|$)/, options) !== null;

// Gives a child, through the environment `pairs` and `args`, the restrictions of this process, unless it has its own.
function restrictChild(pairs, args) {
  if (ArrayPrototypeIncludes(args, '--permission') || ArrayPrototypeIncludes(args, '--permission-audit')) return;
  let at = pairs.length;
  let options = '';
  for (let i = 0; i < pairs.length; i++) {
    if (!StringPrototypeStartsWith(pairs[i], 'NODE_OPTIONS=')) continue;
    at = i;
    options = StringPrototypeSlice(pairs[i], 13);
  }
  if (hasOwn(options)) return;
  const words = binding('process').permission_words();
  for (let i = 0; i < words.length; i++) {
    const word = RegExpPrototypeExec(/[\s"\\]/, words[i]) === null ?
      words[i] :
      `"${RegExpPrototypeSymbolReplace(/["\\]/g, words[i], '\\$&')}"`;
    options = options === '' ? word : `${options} ${word}`;
  }
  pairs[at] = `NODE_OPTIONS=${options}`;
}

module.exports = { permission, restrictChild, start };
