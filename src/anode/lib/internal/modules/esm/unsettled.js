'use strict';

// Where a main module still awaits when the loop has ended. The engine does not tell which await it is; a module with a single one
// outside of its functions leaves no doubt.

const { StringPrototypeSlice, StringPrototypeSplit, RegExpPrototypeExec } = primordials;

const TOKEN = /\/\/.*|\/\*[^]*?\*\/|'(?:\\[^]|[^'\\\n])*'|"(?:\\[^]|[^"\\\n])*"|`(?:\\[^]|[^`\\])*`|[{}]|\bawait\b/g;

// The offsets of every `await` that stands in no braces.
function topLevelAwaits(source) {
  const found = [];
  let depth = 0;
  let match;
  TOKEN.lastIndex = 0;
  while ((match = RegExpPrototypeExec(TOKEN, source)) !== null) {
    if (match[0] === '{') depth++;
    else if (match[0] === '}') depth--;
    else if (match[0] === 'await' && depth === 0) found[found.length] = match.index;
  }
  return found;
}

// `url:line`, the line and a caret; the URL alone where it is not certain.
function unsettledPlace(url, source) {
  if (source === undefined) return url;
  const awaits = topLevelAwaits(source);
  return awaits.length === 1 ? showPlace(url, source, awaits[0]) : url;
}

function showPlace(url, source, offset) {
  const before = StringPrototypeSplit(StringPrototypeSlice(source, 0, offset), '\n');
  const text = StringPrototypeSplit(source, '\n')[before.length - 1];
  let indent = '';
  for (let i = 0; i < before[before.length - 1].length; i++) indent += text[i] === '\t' ? '\t' : ' ';
  return `${url}:${before.length}\n${text}\n${indent}^\n\n\n`;
}

module.exports = { showPlace, topLevelAwaits, unsettledPlace };
