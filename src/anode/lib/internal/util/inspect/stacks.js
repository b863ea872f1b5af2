'use strict';

// Errors: the stack with the right name, without frames that repeat, and in colours that tell the program's code from other code.

const {
  ArrayIsArray,
  ArrayPrototypeIncludes,
  ArrayPrototypeIndexOf,
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  ArrayPrototypeSplice,
  ErrorPrototypeToString,
  ObjectPrototypeToString,
  RegExpPrototypeExec,
  SafeMap,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeReplace,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
} = primordials;
const { isError } = require('internal/errors/is_error');
const { getPrefix } = require('internal/util/inspect/names');
const { indentLines } = require('internal/util/inspect/strings');
const recursion = require('internal/util/inspect/recursion');

// Stacks of fewer frames are shown whole.
const kLongStack = 10;
const kMinCollapsed = 3;

// The first run of more than three lines of `a` that `b` has too.
function identicalSequenceRange(a, b) {
  for (let i = 0; i < a.length - 3; i++) {
    const at = ArrayPrototypeIndexOf(b, a[i]);
    if (at === -1) continue;
    const rest = b.length - at;
    if (rest <= 3) continue;
    let length = 1;
    const most = a.length - i < rest ? a.length - i : rest;
    while (length < most && a[i + length] === b[at + length]) length++;
    if (length > 3) return { len: length, offset: i };
  }
  return { len: 0, offset: 0 };
}

// Is frames[at … at + length) the same as frames[from … from + length)?
function sameFrames(frames, from, at, length) {
  if (at + length > frames.length) return false;
  for (let i = 0; i < length; i++) {
    if (frames[from + i] !== frames[at + i]) return false;
  }
  return true;
}

// Recursion: runs of frames that follow themselves, as { offset, length, times } of the frames that can be left out.
function findRepeats(frames) {
  const positions = new SafeMap();
  for (let i = 0; i < frames.length; i++) {
    const known = positions.get(frames[i]);
    if (known === undefined) positions.set(frames[i], [i]);
    else known[known.length] = i;
  }
  const repeats = [];
  if (frames.length - positions.size <= kMinCollapsed) return repeats;
  for (let i = 0; i < frames.length - kMinCollapsed; i++) {
    const at = positions.get(frames[i]);
    for (let k = ArrayPrototypeIndexOf(at, i) + 1; k < at.length; k++) {
      const length = at[k] - i;
      if (!sameFrames(frames, i, at[k], length)) continue;
      let times = 1;
      while (sameFrames(frames, i, i + length * (times + 1), length)) times++;
      if (length * times >= kMinCollapsed) {
        repeats[repeats.length] = { offset: i + length, length, times };
        i += length * (times + 1) - 1;
      }
      break;
    }
  }
  return repeats;
}

function getStackString(ctx, error) {
  if (error.stack) {
    if (typeof error.stack === 'string') return error.stack;
    // The program put another value there: shown below the message, each part on its line.
    ctx.seen[ctx.seen.length] = error;
    ctx.indentationLvl += 4;
    const text = recursion.formatValue(ctx, error.stack);
    ctx.indentationLvl -= 4;
    ctx.seen.length--;
    return `${ErrorPrototypeToString(error)}\n    ${text}`;
  }
  return ErrorPrototypeToString(error);
}

function getStackFrames(ctx, error, stack) {
  const frames = StringPrototypeSplit(stack, '\n');
  let cause;
  try {
    ({ cause } = error);
  } catch {
    // A getter that throws hides its cause, and nothing else.
  }
  if (cause != null && isError(cause)) {
    const causeStack = getStackString(ctx, cause);
    const start = StringPrototypeIndexOf(causeStack, '\n    at');
    if (start !== -1) {
      const causeFrames = StringPrototypeSplit(StringPrototypeSlice(causeStack, start + 1), '\n');
      const { len, offset } = identicalSequenceRange(frames, causeFrames);
      if (len > 3) {
        const skipped = len - 2;
        const message = `    ... ${skipped} lines matching cause stack trace ...`;
        ArrayPrototypeSplice(frames, offset + 1, skipped, ctx.stylize(message, 'undefined'));
      }
    }
  }
  if (frames.length > kLongStack) {
    const repeats = findRepeats(frames);
    for (let i = repeats.length - 1; i >= 0; i--) {
      const { offset, length, times } = repeats[i];
      const which = times > 1 ? `${length} lines ${times} times...` : 'lines ...';
      const message = `    ... collapsed ${length * times} duplicate lines matching above ${which}`;
      ArrayPrototypeSplice(frames, offset, length * times, ctx.stylize(message, 'undefined'));
    }
  }
  return frames;
}

const guessName = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/;
const guessNameAlone = /^([a-z_A-Z0-9-]*Error)$/;

// A stack begins with the name the error had when it was made. Show its class, and its present name.
function improveStack(stack, constructor, name, tag) {
  if (typeof name !== 'string') {
    const className = StringPrototypeSlice(getPrefix(constructor, tag, 'Error'), 0, -1);
    return StringPrototypeReplace(stack, `${name}`, () => `${name} [${className}]`);
  }
  let length = name.length;
  const regular = StringPrototypeEndsWith(name, 'Error') && StringPrototypeStartsWith(stack, name) &&
    (stack.length === length || stack[length] === ':' || stack[length] === '\n');
  if (constructor !== null && !regular) return stack;

  let fallback = 'Error';
  if (constructor === null) {
    const start = RegExpPrototypeExec(guessName, stack) ?? RegExpPrototypeExec(guessNameAlone, stack);
    fallback = start?.[1] || '';
    length = fallback.length;
    fallback ||= 'Error';
  }
  const prefix = StringPrototypeSlice(getPrefix(constructor, tag, fallback), 0, -1);
  if (name === prefix) return stack;
  if (StringPrototypeIncludes(prefix, name)) {
    return length === 0 ? `${prefix}: ${stack}` : `${prefix}${StringPrototypeSlice(stack, length)}`;
  }
  return `${prefix} [${name}]${StringPrototypeSlice(stack, length)}`;
}

// name, message and stack are in the stack already, unless they were changed.
function removeDuplicateErrorKeys(ctx, keys, error, stack) {
  if (ctx.showHidden || keys.length === 0) return;
  const names = ['name', 'message', 'stack'];
  for (let i = 0; i < names.length; i++) {
    const index = ArrayPrototypeIndexOf(keys, names[i]);
    if (index !== -1 && (typeof error[names[i]] !== 'string' || StringPrototypeIncludes(stack, error[names[i]]))) {
      ArrayPrototypeSplice(keys, index, 1);
    }
  }
}

const isSeparator = (char) => char === '/' || char === '\\';

// Underlines the packages in `…/node_modules/package/…`.
function markNodeModules(ctx, line) {
  let result = '';
  let last = 0;
  let from = 0;
  for (;;) {
    const at = StringPrototypeIndexOf(line, 'node_modules', from);
    if (at === -1) break;
    const separator = line[at - 1];
    if (!isSeparator(separator) || !isSeparator(line[at + 12])) {
      from = at + 1;
      continue;
    }
    const start = at + 13;
    result += StringPrototypeSlice(line, last, start);
    let end = StringPrototypeIndexOf(line, separator, start);
    if (line[start] === '@') end = StringPrototypeIndexOf(line, separator, end + 1);
    result += ctx.stylize(StringPrototypeSlice(line, start, end), 'module');
    last = end;
    from = end;
  }
  return last === 0 ? line : result + StringPrototypeSlice(line, last);
}

// Greys the working directory, which the reader knows, with the bracket before it and the closing one.
function markCwd(ctx, line, directory) {
  let at = StringPrototypeIndexOf(line, directory);
  if (at === -1) return line;
  let length = directory.length;
  if (StringPrototypeSlice(line, at - 7, at) === 'file://') {
    length += 7;
    at -= 7;
  }
  const start = line[at - 1] === '(' ? at - 1 : at;
  const bracketed = start !== at && StringPrototypeEndsWith(line, ')');
  const end = at + length + 1;
  return StringPrototypeSlice(line, 0, start) +
    ctx.stylize(StringPrototypeSlice(line, start, end), 'undefined') +
    StringPrototypeSlice(line, end, bracketed ? -1 : line.length) +
    (bracketed ? ctx.stylize(')', 'undefined') : '');
}

function safeGetCWD() {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

const coreFrame = /^ {4}at (?:[^/\\(]+ \(|)node:(.+):\d+:\d+\)?$/;

// The name of one of our files. Others may have `node:` URLs too, at least in made-up stacks.
function isOurs(id) {
  return StringPrototypeStartsWith(id, 'internal/') || require('module').isBuiltin(id);
}

function isCoreFrame(line) {
  const match = RegExpPrototypeExec(coreFrame, line);
  return match !== null && isOurs(match[1]);
}

function colourFrames(ctx, frames) {
  const directory = safeGetCWD();
  let directoryUrl;
  let result = '';
  for (let i = 0; i < frames.length; i++) {
    let line = frames[i];
    if (isCoreFrame(line)) {
      result += `\n${ctx.stylize(line, 'undefined')}`;
      continue;
    }
    line = markNodeModules(ctx, line);
    if (directory !== undefined) {
      const marked = markCwd(ctx, line, directory);
      if (marked !== line) {
        line = marked;
      } else if (StringPrototypeIncludes(line, 'file://')) {
        directoryUrl ??= require('internal/url').pathToFileURL(directory).href;
        line = markCwd(ctx, line, directoryUrl);
      }
    }
    result += `\n${line}`;
  }
  return result;
}

function formatError(error, constructor, tag, ctx, keys) {
  let name;
  let message;
  try {
    name = error.name ?? 'Error';
    ({ message } = error);
  } catch {
    return ObjectPrototypeToString(error);  // an object that only inherits from an error may throw here
  }
  let stack = getStackString(ctx, error);
  removeDuplicateErrorKeys(ctx, keys, error, stack);
  if ('cause' in error && !ArrayPrototypeIncludes(keys, 'cause')) ArrayPrototypePush(keys, 'cause');
  if (ArrayIsArray(error.errors) && !ArrayPrototypeIncludes(keys, 'errors')) ArrayPrototypePush(keys, 'errors');
  stack = improveStack(stack, constructor, name, tag);

  // The message may hold lines that look like frames.
  let position = (message && StringPrototypeIndexOf(stack, message)) || -1;
  if (position !== -1) position += message.length;
  const start = StringPrototypeIndexOf(stack, '\n    at', position);
  if (start === -1) {
    stack = `[${stack}]`;
  } else {
    const frames = getStackFrames(ctx, error, StringPrototypeSlice(stack, start + 1));
    stack = StringPrototypeSlice(stack, 0, start) +
      (ctx.colors ? colourFrames(ctx, frames) : `\n${ArrayPrototypeJoin(frames, '\n')}`);
  }
  return indentLines(stack, ctx.indentationLvl);
}

module.exports = { formatError };
