'use strict';

// The head of a message is one text, `first line CRLF name: value CRLF …`. It is split when a program reads a part of it.

const { StringPrototypeCharCodeAt, StringPrototypeIndexOf, StringPrototypeSlice } = primordials;

const SPACE = 32, TAB = 9;

const isBlank = (code) => code === SPACE || code === TAB;

function trimmed(text, start, end) {
  while (start < end && isBlank(StringPrototypeCharCodeAt(text, start))) start++;
  while (end > start && isBlank(StringPrototypeCharCodeAt(text, end - 1))) end--;
  return StringPrototypeSlice(text, start, end);
}

// Sets a request's method and URL; the position of its version.
function readRequestLine(request, head) {
  const space = StringPrototypeIndexOf(head, ' ');
  request.method = StringPrototypeSlice(head, 0, space);
  const next = StringPrototypeIndexOf(head, ' ', space + 1);
  request.url = StringPrototypeSlice(head, space + 1, next);
  return next + 1;
}

// The header lines from `start` on, as one list of names and values.
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

module.exports = { hasMoreLines, readRequestLine, splitLines };
