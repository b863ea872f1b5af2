'use strict';

const {
  ArrayPrototypeIncludes, ArrayPrototypeSome, ObjectFreeze, RegExpPrototypeExec, RegExpPrototypeSymbolReplace, StringPrototypeIncludes, StringPrototypeStartsWith,
} = primordials;
const { validateString, validateBuffer } = require('internal/validators');

const permission = ObjectFreeze({
  __proto__: null,
  has(scope, reference) {
    validateString(scope, 'scope');
    if (reference != null) {
      if (primordials.ArrayBufferIsView(reference)) {
        validateBuffer(reference, 'reference');
        reference = `${reference}`;
      } else {
        validateString(reference, 'reference');
      }
    }
    return binding('process').has_permission(scope, reference);
  },
});

const RISKY = ['--allow-addons', '--allow-child-process', '--allow-inspector', '--allow-wasi', '--allow-worker'];
const FILES = ['--allow-fs-read', '--allow-fs-write'];

// What a program under --permission starts with.
function start() {
  const { getOptionValue } = require('internal/options');
  ObjectFreeze(require('path'));
  for (let i = 0; i < RISKY.length; i++) {
    if (!getOptionValue(RISKY[i])) continue;
    process.emitWarning(`The flag ${RISKY[i]} must be used with extreme caution. It could invalidate the permission model.`, 'SecurityWarning');
  }
  for (let i = 0; i < FILES.length; i++) {
    const paths = getOptionValue(FILES[i]);
    if (paths?.length !== 1 || !StringPrototypeIncludes(paths[0], ',')) continue;
    process.emitWarning(`The ${FILES[i]} CLI flag has changed. Passing a comma-separated list of paths is no longer valid. ` +
      'Documentation can be found at https://nodejs.org/api/permissions.html#file-system-permissions', 'Warning');
  }
}

const isPermissionFlag = (word) => StringPrototypeStartsWith(word, '--permission') || StringPrototypeStartsWith(word, '--allow-');

// NODE_OPTIONS for a child of this process with `args`, which is restricted as this one is, if nothing else was said.
function optionsOfChild(given, args) {
  let options = given ?? '';
  if (StringPrototypeIncludes(options, '--permission') || ArrayPrototypeSome(args, (word) => StringPrototypeStartsWith(`${word}`, '--permission'))) return given;
  const words = process.execArgv;
  for (let i = 0; i < words.length; i++) {
    let word = words[i];
    if (!isPermissionFlag(word)) continue;
    if (ArrayPrototypeIncludes(FILES, word)) word = `${word}=${words[++i]}`;
    if (RegExpPrototypeExec(/[\s"\\]/, word) !== null) word = `"${RegExpPrototypeSymbolReplace(/["\\]/g, word, '\\$&')}"`;
    options = options === '' ? word : `${options} ${word}`;
  }
  return options;
}

module.exports = { optionsOfChild, permission, start };
