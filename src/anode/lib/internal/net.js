'use strict';

// Addresses, and the arguments of listen() and connect().

const {
  Number, RegExpPrototypeExec, StringPrototypeIncludes, StringPrototypeIndexOf, StringPrototypeSlice, StringPrototypeSplit, Symbol,
} = primordials;

const v4Part = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const v4 = new primordials.RegExp(`^(?:${v4Part}\\.){3}${v4Part}$`);

function isIPv4(text) {
  return RegExpPrototypeExec(v4, `${text}`) !== null;
}

// RFC 4291, section 2.2: eight groups, `::` once for a run of zeros, the last two as an IPv4 address; a zone may follow.
function isIPv6(given) {
  let text = `${given}`;
  const zone = StringPrototypeIndexOf(text, '%');
  if (zone !== -1) {
    if (RegExpPrototypeExec(/^%[0-9a-zA-Z\-.:]+$/, StringPrototypeSlice(text, zone)) === null) return false;
    text = StringPrototypeSlice(text, 0, zone);
  }
  const halves = StringPrototypeSplit(text, '::');
  if (halves.length > 2) return false;
  let groups = 0;
  for (let h = 0; h < halves.length; h++) {
    if (halves[h] === '') continue;
    const parts = StringPrototypeSplit(halves[h], ':');
    for (let i = 0; i < parts.length; i++) {
      const last = h === halves.length - 1 && i === parts.length - 1;
      if (last && StringPrototypeIncludes(parts[i], '.')) {
        if (!isIPv4(parts[i])) return false;
        groups += 2;
      } else {
        if (RegExpPrototypeExec(/^[0-9a-fA-F]{1,4}$/, parts[i]) === null) return false;
        groups++;
      }
    }
  }
  return halves.length === 2 ? groups < 8 && text.length > 1 : groups === 8;
}

function isIP(text) {
  if (isIPv4(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}

const normalizedArgsSymbol = Symbol('normalizedArgs');
const toNumber = (text) => { const n = Number(text); return n >= 0 ? n : false; };
const isPipeName = (text) => typeof text === 'string' && toNumber(text) === false;

// Turns every form of the arguments of listen() and connect() into (options, callback).
function normalizeArgs(args) {
  let result;
  if (args.length === 0) {
    result = [{}, null];
  } else {
    const first = args[0];
    let options = {};
    if (typeof first === 'object' && first !== null) {
      options = first;
    } else if (isPipeName(first)) {
      options.path = first;
    } else {
      options.port = first;
      if (args.length > 1 && typeof args[1] === 'string') options.host = args[1];
    }
    const last = args[args.length - 1];
    result = typeof last === 'function' ? [options, last] : [options, null];
  }
  result[normalizedArgsSymbol] = true;
  return result;
}

module.exports = { isIP, isIPv4, isIPv6, isPipeName, normalizeArgs, normalizedArgsSymbol, toNumber };
