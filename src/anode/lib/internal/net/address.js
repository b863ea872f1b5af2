'use strict';

// Addresses as numbers: IPv4 in 32 bits, IPv6 in 128, and the shortest way to write an IPv6 address (RFC 5952).

const {
  ArrayPrototypeJoin, ArrayPrototypePush, ArrayPrototypeSlice, BigInt, Number, NumberParseInt, NumberPrototypeToString,
  StringPrototypeIncludes, StringPrototypeIndexOf, StringPrototypeSlice, StringPrototypeSplit,
} = primordials;

const { isIPv4, isIPv6 } = require('internal/net');

// Returns undefined for a text that is no address of that family, and for one with a zone.
function parseAddress(text, family) {
  if (family === 'ipv4') return isIPv4(text) ? parseV4(text) : undefined;
  return isIPv6(text) && !StringPrototypeIncludes(text, '%') ? parseV6(text) : undefined;
}

function parseV4(text) {
  const parts = StringPrototypeSplit(text, '.');
  let number = 0;
  for (let i = 0; i < 4; i++) number = number * 256 + +parts[i];
  return BigInt(number);
}

function groupsOf(text) {
  if (text === '') return [];
  const groups = [];
  const parts = StringPrototypeSplit(text, ':');
  for (let i = 0; i < parts.length; i++) {
    if (StringPrototypeIncludes(parts[i], '.')) {
      const v4 = parseV4(parts[i]);
      ArrayPrototypePush(groups, v4 >> 16n, v4 & 0xffffn);
    } else {
      ArrayPrototypePush(groups, BigInt(NumberParseInt(parts[i], 16)));
    }
  }
  return groups;
}

function parseV6(text) {
  const gap = StringPrototypeIndexOf(text, '::');
  const head = groupsOf(gap === -1 ? text : StringPrototypeSlice(text, 0, gap));
  const tail = gap === -1 ? [] : groupsOf(StringPrototypeSlice(text, gap + 2));
  while (head.length + tail.length < 8) ArrayPrototypePush(head, 0n);
  let number = 0n;
  for (let i = 0; i < 8; i++) number = (number << 16n) | (i < head.length ? head[i] : tail[i - head.length]);
  return number;
}

const dotted = (number) => `${number >> 24n}.${(number >> 16n) & 255n}.${(number >> 8n) & 255n}.${number & 255n}`;

function formatAddress(number, family) {
  if (family === 'ipv4') return dotted(number);
  const groups = [];
  for (let i = 7; i >= 0; i--) {
    ArrayPrototypePush(groups, NumberPrototypeToString(Number((number >> BigInt(16 * i)) & 0xffffn), 16));
  }
  // An IPv4 address inside IPv6 is written as IPv4.
  const high = number >> 32n;
  if (high === 0xffffn) return `::ffff:${dotted(number & 0xffffffffn)}`;
  if (high === 0n && number > 0xffffn) return `::${dotted(number)}`;
  let best = -1;
  let longest = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === '0') end++;
    if (end - i > longest) {
      best = i;
      longest = end - i;
    }
    if (end > i) i = end;
  }
  if (best === -1) return ArrayPrototypeJoin(groups, ':');
  const head = ArrayPrototypeJoin(ArrayPrototypeSlice(groups, 0, best), ':');
  const tail = ArrayPrototypeJoin(ArrayPrototypeSlice(groups, best + longest), ':');
  return `${head}::${tail}`;
}

module.exports = { parseAddress, formatAddress };
