'use strict';

// Whether a certificate is that of the host we connected to (RFC 6125).

const {
  ArrayIsArray, ArrayPrototypeIncludes, ArrayPrototypeJoin, ArrayPrototypePush, ArrayPrototypeSome, JSONParse, RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace, StringFromCharCode, StringPrototypeCharCodeAt, StringPrototypeEndsWith, StringPrototypeIncludes,
  StringPrototypeIndexOf, StringPrototypeSlice, StringPrototypeSplit, StringPrototypeStartsWith,
} = primordials;

const { codes: { ERR_TLS_CERT_ALTNAME_FORMAT, ERR_TLS_CERT_ALTNAME_INVALID } } = require('internal/errors');
const { isIP } = require('internal/net');

const lower = (text) => RegExpPrototypeSymbolReplace(/[A-Z]/g, text, (c) => StringFromCharCode(32 + StringPrototypeCharCodeAt(c, 0)));
const withoutDot = (host) => (StringPrototypeEndsWith(host, '.') ? StringPrototypeSlice(host, 0, -1) : host);
const labelsOf = (host) => StringPrototypeSplit(lower(withoutDot(host)), '.');

// `pattern` may have one wildcard, in its first label.
function fits(labels, pattern, wildcards) {
  if (!pattern) return false;
  const wanted = labelsOf(pattern);
  if (labels.length !== wanted.length || ArrayPrototypeIncludes(wanted, '')) return false;
  const foreign = (label) => RegExpPrototypeExec(/[^\u0021-\u007F]/u, label) !== null;
  if (ArrayPrototypeSome(wanted, foreign)) return false;
  for (let i = labels.length - 1; i > 0; i--) if (labels[i] !== wanted[i]) return false;
  const own = labels[0];
  const parts = StringPrototypeSplit(wanted[0], '*', 3);
  if (parts.length === 1 || StringPrototypeIncludes(wanted[0], 'xn--')) return own === wanted[0];
  if (!wildcards || parts.length > 2 || wanted.length <= 2) return false;
  const { 0: before, 1: after } = parts;
  return before.length + after.length <= own.length && StringPrototypeStartsWith(own, before) && StringPrototypeEndsWith(own, after);
}

// The names of a list like `DNS:a, DNS:"b, c"`; values that could be misread are in quotes.
function splitNames(text) {
  const found = [];
  let name = '';
  let at = 0;
  for (;;) {
    const comma = StringPrototypeIndexOf(text, ', ', at);
    const quote = StringPrototypeIndexOf(text, '"', at);
    if (quote !== -1 && (comma === -1 || quote < comma)) {
      const match = RegExpPrototypeExec(/^"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/, StringPrototypeSlice(text, quote));
      if (match === null) throw new ERR_TLS_CERT_ALTNAME_FORMAT();
      name += StringPrototypeSlice(text, at, quote) + JSONParse(match[0]);
      at = quote + match[0].length;
    } else if (comma !== -1) {
      ArrayPrototypePush(found, name + StringPrototypeSlice(text, at, comma));
      name = '';
      at = comma + 2;
    } else {
      ArrayPrototypePush(found, name + StringPrototypeSlice(text, at));
      return found;
    }
  }
}

function reasonAgainst(hostname, { subject, subjectaltname }) {
  const names = [];
  const addresses = [];
  if (subjectaltname) {
    const list = StringPrototypeIncludes(subjectaltname, '"') ? splitNames(subjectaltname) : StringPrototypeSplit(subjectaltname, ', ');
    for (let i = 0; i < list.length; i++) {
      if (StringPrototypeStartsWith(list[i], 'DNS:')) {
        ArrayPrototypePush(names, StringPrototypeSlice(list[i], 4));
      } else if (StringPrototypeStartsWith(list[i], 'IP Address:')) {
        ArrayPrototypePush(addresses, canonicalAddress(StringPrototypeSlice(list[i], 11)));
      }
    }
  }
  const host = withoutDot(hostname);
  const ascii = withoutDot(require('url').domainToASCII(hostname));
  if (isIP(ascii)) {
    return ArrayPrototypeIncludes(addresses, canonicalAddress(ascii)) ? undefined :
      `IP: ${host} is not in the cert's list: ${ArrayPrototypeJoin(addresses, ', ')}`;
  }
  const labels = labelsOf(ascii);
  if (names.length > 0) {
    return ArrayPrototypeSome(names, (each) => fits(labels, each, true)) ? undefined :
      `Host: ${host}. is not in the cert's altnames: ${subjectaltname}`;
  }
  const common = subject?.CN;
  if (!common) return 'Cert does not contain a DNS name';
  const valid = ArrayIsArray(common) ? ArrayPrototypeSome(common, (each) => fits(labels, each, true)) : fits(labels, common, true);
  return valid ? undefined : `Host: ${host}. is not cert's CN: ${common}`;
}

// IPv6 in one form: the shortest.
function canonicalAddress(text) {
  if (!isIP(text)) return undefined;
  if (StringPrototypeIndexOf(text, ':') === -1) return text;
  const { URL } = require('internal/url');
  return StringPrototypeSlice(new URL(`http://[${text}]`).hostname, 1, -1);
}

function checkServerIdentity(hostname, cert) {
  const reason = reasonAgainst(`${hostname}`, cert);
  return reason === undefined ? undefined : new ERR_TLS_CERT_ALTNAME_INVALID(reason, `${hostname}`, cert);
}

module.exports = { checkServerIdentity };
