'use strict';

// Glob patterns as lists of segments: text, a RegExp, or GLOBSTAR. The language is bash's with extglob and globstar:
// * ? [abc] [!a-z] [[:alpha:]] {a,b} {1..3} ?(x|y) *(x) +(x) @(x) !(x) and **.

const {
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  MathAbs,
  RegExp,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  SafeMap,
  StringFromCharCode,
  StringPrototypeCharCodeAt,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeSplit,
  Symbol,
} = primordials;

const GLOBSTAR = Symbol('**');

// The index of the bracket that closes the one at `start`, or -1.
function closing(pattern, start, open, close) {
  let depth = 0;
  for (let i = start; i < pattern.length; i++) {
    if (pattern[i] === open) depth++;
    else if (pattern[i] === close && --depth === 0) return i;
  }
  return -1;
}

// The parts of a brace expression, split at its own commas.
function splitTop(text, separator) {
  const parts = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '{' || c === '(') depth++;
    else if (c === '}' || c === ')') depth--;
    else if (c === separator && depth === 0) {
      ArrayPrototypePush(parts, StringPrototypeSlice(text, start, i));
      start = i + 1;
    }
  }
  ArrayPrototypePush(parts, StringPrototypeSlice(text, start));
  return parts;
}

const NUMBERS = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/;
const LETTERS = /^([a-zA-Z])\.\.([a-zA-Z])(?:\.\.(-?\d+))?$/;

// {1..3} and {a..e}.
function sequence(inside) {
  const numbers = RegExpPrototypeExec(NUMBERS, inside);
  const match = numbers ?? RegExpPrototypeExec(LETTERS, inside);
  if (match === null) return null;
  const value = (text) => (numbers ? +text : StringPrototypeCharCodeAt(text, 0));
  const from = value(match[1]);
  const to = value(match[2]);
  const step = MathAbs(+(match[3] ?? 1)) || 1;
  const list = [];
  for (let i = from; from <= to ? i <= to : i >= to; i += from <= to ? step : -step) {
    ArrayPrototypePush(list, numbers ? `${i}` : StringFromCharCode(i));
  }
  return list;
}

function expandBraces(pattern) {
  for (let start = StringPrototypeIndexOf(pattern, '{'); start !== -1; start = StringPrototypeIndexOf(pattern, '{', start + 1)) {
    const end = closing(pattern, start, '{', '}');
    if (end === -1) continue;
    const inside = StringPrototypeSlice(pattern, start + 1, end);
    let choices = splitTop(inside, ',');
    if (choices.length < 2) {
      choices = sequence(inside);
      if (choices === null) continue;
    }
    const out = [];
    const tails = expandBraces(StringPrototypeSlice(pattern, end + 1));
    for (let i = 0; i < choices.length; i++) {
      const heads = expandBraces(choices[i]);
      for (let j = 0; j < heads.length; j++) {
        for (let k = 0; k < tails.length; k++) {
          ArrayPrototypePush(out, StringPrototypeSlice(pattern, 0, start) + heads[j] + tails[k]);
        }
      }
    }
    return out;
  }
  return [pattern];
}

const SPECIAL = /[.*+?^${}()|[\]\\]/g;
const escape = (text) => RegExpPrototypeSymbolReplace(SPECIAL, text, '\\$&');

const CLASSES = {
  '__proto__': null,
  'alnum': '\\p{L}\\p{Nl}\\p{Nd}', 'alpha': '\\p{L}\\p{Nl}', 'ascii': '\\x00-\\x7f', 'blank': '\\p{Zs}\\t',
  'cntrl': '\\p{Cc}', 'digit': '\\p{Nd}', 'lower': '\\p{Ll}', 'print': '\\p{L}\\p{N}\\p{P}\\p{S}\\p{Zs}',
  'punct': '\\p{P}', 'space': '\\s', 'upper': '\\p{Lu}', 'word': '\\p{L}\\p{Nl}\\p{Nd}\\p{Pc}', 'xdigit': 'A-Fa-f0-9',
};
const POSIX_CLASS = /^\[:(\w+):\]/;
const IN_CLASS = /[\\\]^[]/g;

// A bracket expression at `start`: its source and its end, or null.
function bracket(segment, start) {
  let i = start + 1;
  const negated = segment[i] === '!' || segment[i] === '^';
  if (negated) i++;
  let source = '';
  for (let first = true; i < segment.length; first = false) {
    if (segment[i] === ']' && !first) {
      return { source: `[${negated ? '^' : ''}${source}]`, end: i };
    }
    const name = RegExpPrototypeExec(POSIX_CLASS, StringPrototypeSlice(segment, i));
    if (name !== null && CLASSES[name[1]] !== undefined) {
      source += CLASSES[name[1]];
      i += name[0].length;
    } else {
      source += RegExpPrototypeSymbolReplace(IN_CLASS, segment[i], '\\$&');
      i++;
    }
  }
  return null;
}

// The source of a segment's regular expression, and whether the segment has special characters.
function translate(segment, rest) {
  let source = '';
  let magic = false;
  for (let i = 0; i < segment.length; i++) {
    const c = segment[i];
    if (segment[i + 1] === '(' && StringPrototypeIncludes('?*+@!', c)) {
      const end = closing(segment, i + 1, '(', ')');
      if (end !== -1) {
        const choices = splitTop(StringPrototypeSlice(segment, i + 2, end), '|');
        for (let j = 0; j < choices.length; j++) choices[j] = translate(choices[j], '').source;
        const group = `(?:${ArrayPrototypeJoin(choices, '|')})`;
        magic = true;
        if (c === '!') {
          // A negation excludes its text together with the rest of the segment.
          const after = translate(StringPrototypeSlice(segment, end + 1), rest).source;
          source += `(?!${group}${after}${rest}$)[^/]*?`;
        } else {
          source += group + (c === '@' ? '' : c);
        }
        i = end;
        continue;
      }
    }
    if (c === '*') {
      while (segment[i + 1] === '*') i++;
      source += '[^/]*?';
      magic = true;
    } else if (c === '?') {
      source += '[^/]';
      magic = true;
    } else if (c === '[') {
      const found = bracket(segment, i);
      if (found === null) {
        source += '\\[';
      } else {
        source += found.source;
        magic = true;
        i = found.end;
      }
    } else {
      source += escape(c);
    }
  }
  return { source, magic };
}

const compiled = new SafeMap();

function compileSegment(segment, nocase) {
  if (segment === '**') return GLOBSTAR;
  // One letter in brackets is a plain letter.
  segment = RegExpPrototypeSymbolReplace(/(?<!\[)\[(\w)\]/g, segment, '$1');
  const { source, magic } = translate(segment, '');
  if (!magic) {
    if (!nocase) return segment;
  }
  // A leading dot must be matched by a dot, and a lone star matches at least one character.
  const lead = segment[0] === '.' ? '' : '(?!\\.)';
  return new RegExp(`^${lead}(?=.)${source}$`, nocase ? 'iu' : 'u');
}

// Compiles a pattern to its alternatives, each a list of segments. A leading '' means that the pattern is absolute, a trailing '' that it
// matches directories. With `asWritten`, for paths that need not exist, a dot at the start or the end stands for itself.
function compile(pattern, { windows = false, nocase = false } = {}, asWritten = false) {
  const key = `${asWritten ? '.' : ''}${windows ? 'w' : 'p'}${nocase ? 'i' : ''}${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  // With `windows`, backslashes are separators, not escapes.
  const text = RegExpPrototypeSymbolReplace(/\\/g, pattern, '/');
  const alternatives = expandBraces(text);
  const result = [];
  for (let i = 0; i < alternatives.length; i++) {
    let parts = StringPrototypeSplit(alternatives[i], '/');
    if (asWritten && parts[0] === '.') parts = namesOf(parts, windows);
    const segments = [];
    for (let j = 0; j < parts.length; j++) {
      const part = parts[j];
      if (part === '' && j > 0 && j < parts.length - 1) continue;
      if (part === '.' && (asWritten ? j > 0 && j < parts.length - 1 : j > 0 || parts.length > 1)) continue;
      if (part === '**' && segments[segments.length - 1] === GLOBSTAR) continue;
      ArrayPrototypePush(segments, part === '' ? '' : compileSegment(part, nocase));
    }
    ArrayPrototypePush(result, segments);
  }
  if (compiled.size > 500) compiled.clear();
  compiled.set(key, result);
  return result;
}

const matchSegment = (segment, name) =>
  (typeof segment === 'string' ? segment === name : RegExpPrototypeExec(segment, name) !== null);

// Whether a list of names matches a list of segments.
function matchSegments(segments, names, i = 0, j = 0) {
  for (; i < segments.length; i++, j++) {
    const segment = segments[i];
    if (segment === GLOBSTAR) {
      if (i === segments.length - 1) {
        if (i > 0 && j >= names.length) return false;  // the part before it matches, and no name is left
        for (; j < names.length; j++) {
          if (names[j][0] === '.') return false;
        }
        return true;
      }
      for (let k = j; k <= names.length; k++) {
        if (matchSegments(segments, names, i + 1, k)) return true;
        if (k < names.length && names[k][0] === '.') return false;
      }
      return false;
    }
    if (j >= names.length) {
      // A slash at the end of the pattern matches one at the end of the path, or none.
      return false;
    }
    if (!matchSegment(segment, names[j])) return false;
  }
  return j === names.length || (j === names.length - 1 && names[j] === '');
}

const DRIVE = /^[a-z]:$/i;

// The names of a path. Doubled slashes and single dots are left out; two dots remove the name before them.
function namesOf(parts, windows) {
  const names = [];
  const last = parts.length - 1;
  for (let i = 0; i <= last; i++) {
    const part = parts[i];
    const isInside = i > 0 && i < last;
    if (isInside && part === '.') continue;
    if (isInside && part === '' && !(i === 1 && parts[0] === '')) continue;
    const before = names[names.length - 1];
    if (part === '..' && i > 0 && before && before !== '.' && before !== '..' && before !== '**' &&
        !(windows && RegExpPrototypeExec(DRIVE, before) !== null)) names.length--;
    else ArrayPrototypePush(names, part);
  }
  if (names.length === 2 && names[0] === '.' && (names[1] === '.' || names[1] === '')) names.length = 1;
  if (names.length === 0) ArrayPrototypePush(names, '');
  return names;
}

// Whether a path matches a pattern; no file is looked at.
function matchPath(path, pattern, options, asWritten = false) {
  const text = options?.windows ? RegExpPrototypeSymbolReplace(/\\/g, path, '/') : path;
  const names = namesOf(StringPrototypeSplit(text, '/'), options?.windows);
  const alternatives = compile(pattern, options, asWritten);
  for (let i = 0; i < alternatives.length; i++) {
    if (matchSegments(alternatives[i], names)) return true;
  }
  return false;
}

module.exports = { GLOBSTAR, compile, matchPath, matchSegment };
