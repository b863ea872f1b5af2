'use strict';

// A message's head as text, and its lines taken apart.

const { StringPrototypeCharCodeAt, StringPrototypeIndexOf, StringPrototypeSlice } = primordials;

const trimmed = (text, start, end) => {
  let c;
  while (start < end && ((c = StringPrototypeCharCodeAt(text, start)) === 32 || c === 9)) start++;
  while (end > start && ((c = StringPrototypeCharCodeAt(text, end - 1)) === 32 || c === 9)) end--;
  return StringPrototypeSlice(text, start, end);
};

// `name: value` lines from `start` on, as one flat list.
function splitLines(text, start) {
  const list = [];
  while (start < text.length) {
    let end = StringPrototypeIndexOf(text, '\r\n', start);
    if (end === -1) end = text.length;
    if (end === start) break;
    const colon = StringPrototypeIndexOf(text, ':', start);
    list[list.length] = StringPrototypeSlice(text, start, colon);
    list[list.length] = trimmed(text, colon + 1, end);
    start = end + 2;
  }
  return list;
}

// Whether a head has more than `most` header lines.
function hasMoreLines(head, most) {
  let at = StringPrototypeIndexOf(head, '\r\n');
  for (let count = 0; at !== -1 && at + 2 < head.length; count++) {
    const next = StringPrototypeIndexOf(head, '\r\n', at + 2);
    if (next === at + 2 || next === -1) return false;
    if (count === most) return true;
    at = next;
  }
  return false;
}

module.exports = { hasMoreLines, splitLines };
