'use strict';

// One component of a pattern: from its text to its parts, and from these to a regular expression and to text again
// (https://urlpattern.spec.whatwg.org/#parsing-patterns).

const { RegExp, RegExpPrototypeSymbolReplace, SafeSet } = primordials;
const { invalid } = require('internal/url_pattern/errors');
const { isName, pointAt, tokenize } = require('internal/url_pattern/tokenizer');

const FULL = '.*';
const modifiers = { '__proto__': null, '?': '?', '*': '*', '+': '+' };

const escapeExpression = (text) => RegExpPrototypeSymbolReplace(/[.+*?^${}()[\]|/\\]/g, text, '\\$&');
const escapePattern = (text) => RegExpPrototypeSymbolReplace(/[+*?:{}()\\]/g, text, '\\$&');
const segmentOf = ({ delimiter }) => (delimiter === '' ? '[^]+?' : `[^${escapeExpression(delimiter)}]+?`);

function parse(input, options, encode) {
  const tokens = tokenize(input, true);
  const segment = segmentOf(options);
  const parts = [];
  const names = new SafeSet();
  let index = 0;
  let pending = '';
  let nextNumber = 0;

  const take = (type) => (tokens[index].type === type ? tokens[index++] : undefined);
  const must = (type) => {
    if (take(type) === undefined) throw invalid();
  };
  const takeMatcher = (name) => take('regexp') ?? (name === undefined ? take('asterisk') : undefined);
  const takeModifier = () => modifiers[(take('other-modifier') ?? take('asterisk'))?.value] ?? '';
  const takeText = () => {
    let text = '';
    for (let token; (token = take('char') ?? take('escaped-char')) !== undefined;) text += token.value;
    return text;
  };
  const endPending = () => {
    if (pending === '') return;
    parts[parts.length] = { type: 'fixed', value: encode(pending), modifier: '', name: '', prefix: '', suffix: '' };
    pending = '';
  };
  const add = (prefix, name, matcher, suffix, modifier) => {
    if (name === undefined && matcher === undefined) {
      if (modifier === '') {
        pending += prefix;
        return;
      }
      endPending();
      if (prefix !== '') parts[parts.length] = { type: 'fixed', value: encode(prefix), modifier, name: '', prefix: '', suffix: '' };
      return;
    }
    endPending();
    const text = matcher === undefined ? segment : matcher.type === 'asterisk' ? FULL : matcher.value;
    const type = text === segment ? 'segment' : text === FULL ? 'full' : 'regexp';
    const shown = name === undefined ? `${nextNumber++}` : name.value;
    if (names.has(shown)) throw invalid();
    names.add(shown);
    parts[parts.length] = {
      type, value: type === 'regexp' ? text : '', modifier, name: shown, prefix: encode(prefix), suffix: encode(suffix),
    };
  };

  while (index < tokens.length) {
    const char = take('char');
    let name = take('name');
    let matcher = takeMatcher(name);
    if (name !== undefined || matcher !== undefined) {
      let prefix = char === undefined ? '' : char.value;
      if (prefix !== '' && prefix !== options.prefix) {
        pending += prefix;
        prefix = '';
      }
      endPending();
      add(prefix, name, matcher, '', takeModifier());
      continue;
    }
    const fixed = char ?? take('escaped-char');
    if (fixed !== undefined) {
      pending += fixed.value;
      continue;
    }
    if (take('open') !== undefined) {
      const prefix = takeText();
      name = take('name');
      matcher = takeMatcher(name);
      const suffix = takeText();
      must('close');
      add(prefix, name, matcher, suffix, takeModifier());
      continue;
    }
    endPending();
    must('end');
  }
  return parts;
}

function toExpression(parts, options) {
  let text = '^';
  const names = [];
  for (let i = 0; i < parts.length; i++) {
    const { type, value, modifier, name } = parts[i];
    if (type === 'fixed') {
      text += modifier === '' ? escapeExpression(value) : `(?:${escapeExpression(value)})${modifier}`;
      continue;
    }
    names[names.length] = name;
    const inner = type === 'segment' ? segmentOf(options) : type === 'full' ? FULL : value;
    const prefix = escapeExpression(parts[i].prefix);
    const suffix = escapeExpression(parts[i].suffix);
    const once = modifier === '' || modifier === '?';
    if (prefix === '' && suffix === '') text += once ? `(${inner})${modifier}` : `((?:${inner})${modifier})`;
    else if (once) text += `(?:${prefix}(${inner})${suffix})${modifier}`;
    else text += `(?:${prefix}((?:${inner})(?:${suffix}${prefix}(?:${inner}))*)${suffix})${modifier === '*' ? '?' : ''}`;
  }
  return { text: `${text}$`, names };
}

const isNumber = (name) => name[0] >= '0' && name[0] <= '9';
const startsName = (text) => text !== '' && isName(pointAt(text, 0), false);

function needsBraces(part, before, after, options) {
  const { type, modifier, prefix, suffix, name } = part;
  if (suffix !== '' || (prefix !== '' && prefix !== options.prefix)) return true;
  if (!isNumber(name) && type === 'segment' && modifier === '' && after !== undefined && after.prefix === '' && after.suffix === '') {
    if (after.type === 'fixed' ? startsName(after.value) : isNumber(after.name)) return true;
  }
  return prefix === '' && before?.type === 'fixed' && options.prefix !== '' && before.value[before.value.length - 1] === options.prefix;
}

function toText(parts, options) {
  let text = '';
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    const { type, value, modifier, prefix, suffix, name } = part;
    if (type === 'fixed') {
      text += modifier === '' ? escapePattern(value) : `{${escapePattern(value)}}${modifier}`;
      continue;
    }
    const before = parts[i - 1];
    const braces = needsBraces(part, before, parts[i + 1], options);
    const named = !isNumber(name);
    if (braces) text += '{';
    text += escapePattern(prefix);
    if (named) text += `:${name}`;
    if (type === 'regexp') {
      text += `(${value})`;
    } else if (type === 'segment') {
      if (!named) text += `(${segmentOf(options)})`;
    } else {
      const free = !named && (before === undefined || before.type === 'fixed' || before.modifier !== '' || braces || prefix !== '');
      text += free ? '*' : '(.*)';
    }
    if (type === 'segment' && named && suffix !== '' && startsName(suffix)) text += '\\';
    text += escapePattern(suffix);
    if (braces) text += '}';
    text += modifier;
  }
  return text;
}

// { text, expression, names, hasGroups }
function compile(input, encode, options) {
  const parts = parse(input, options, encode);
  const { text, names } = toExpression(parts, options);
  let expression;
  try {
    expression = new RegExp(text, options.ignoreCase ? 'vi' : 'v');
  } catch {
    throw invalid();
  }
  let hasGroups = false;
  for (let i = 0; i < parts.length; i++) if (parts[i].type === 'regexp') hasGroups = true;
  return { __proto__: null, text: toText(parts, options), expression, names, hasGroups };
}

module.exports = { compile, escapePattern };
