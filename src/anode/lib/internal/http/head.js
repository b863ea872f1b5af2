'use strict';

// The head of a message is one text, `first line CRLF name: value CRLF …`. It is split when a program reads a part of it.

const { StringPrototypeCharCodeAt, StringPrototypeIndexOf, StringPrototypeSlice } = primordials;

const TAB = 9, SPACE = 32, DIGIT_ONE = 49, CAPITAL_H = 72;

const isBlank = (code) => code === SPACE || code === TAB;

function trimmed(text, start, end) {
  while (start < end && isBlank(StringPrototypeCharCodeAt(text, start))) start++;
  while (end > start && isBlank(StringPrototypeCharCodeAt(text, end - 1))) end--;
  return StringPrototypeSlice(text, start, end);
}

// Sets a request's method, URL and version. False for a first line that is not `METHOD URL HTTP/x.y` to the letter, with one space between:
// llhttp takes others, and knows better where their parts are.
function readRequestLine(request, head) {
  const space = StringPrototypeIndexOf(head, ' ');
  const next = StringPrototypeIndexOf(head, ' ', space + 1);
  if (StringPrototypeCharCodeAt(head, 0) <= SPACE || next === space + 1 ||
      StringPrototypeIndexOf(head, '\n') !== next + 10 || StringPrototypeCharCodeAt(head, next + 1) !== CAPITAL_H) return false;
  request.method = StringPrototypeSlice(head, 0, space);
  request.url = StringPrototypeSlice(head, space + 1, next);
  if (StringPrototypeCharCodeAt(head, next + 8) !== DIGIT_ONE || StringPrototypeCharCodeAt(head, next + 6) !== DIGIT_ONE) {
    setVersion(request, StringPrototypeSlice(head, next + 6, next + 9));
  }
  return true;
}

// Sets a message's version. Prototypes have 1.1.
function setVersion(message, version) {
  if (version === '1.1') return;
  message.httpVersion = version;
  message.httpVersionMajor = +version[0];
  message.httpVersionMinor = +version[2];
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

module.exports = { hasMoreLines, readRequestLine, setVersion, splitLines };
