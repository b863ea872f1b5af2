'use strict';

// Host names and certificates that fit, and others that do not.

const { checkServerIdentity } = require('tls');

const cases = [
  ['a.com', { subject: { CN: 'a.com' } }],
  ['a.com.', { subject: { CN: 'a.com' } }],
  ['A.COM', { subject: { CN: 'a.com' } }],
  ['b.a.com', { subject: { CN: '*.a.com' } }],
  ['c.b.a.com', { subject: { CN: '*.a.com' } }],
  ['a.com', { subject: { CN: '*.com' } }],
  ['ba.com', { subject: { CN: 'b*.com' } }],
  ['bad.x.com', { subject: { CN: 'b*d.x.com' } }],
  ['xn--a.x.com', { subject: { CN: 'xn--*.x.com' } }],
  ['b.com', { subject: { CN: ['a.com', 'b.com'] } }],
  ['c.com', { subject: { CN: ['a.com', 'b.com'] } }],
  ['a.com', { subject: {} }],
  ['a.com', {}],
  ['', { subject: { CN: 'a.com' } }],
  ['a.com', { subject: { CN: 'a.com' }, subjectaltname: 'DNS:b.com' }],
  ['a.com', { subject: { CN: 'b.com' }, subjectaltname: 'DNS:a.com, DNS:c.com' }],
  ['a.com', { subject: { CN: 'a.com' }, subjectaltname: 'IP Address:1.2.3.4' }],
  ['a.com', { subject: { CN: 'b.com' }, subjectaltname: 'URI:http://a.com/' }],
  ['1.2.3.4', { subject: { CN: '1.2.3.4' } }],
  ['1.2.3.4', { subject: {}, subjectaltname: 'IP Address:1.2.3.4' }],
  ['1.2.3.4', { subject: {}, subjectaltname: 'IP Address:1.2.3.5, IP Address:0:0:0:0:0:0:0:1' }],
  ['1.2.3.4', { subject: {}, subjectaltname: 'IP Address:1.2.3.0/24' }],
  ['1.2.3.4', { subject: {}, subjectaltname: 'DNS:1.2.3.4' }],
  ['bücher.com', { subject: { CN: 'xn--bcher-kva.com' } }],
  ['evil.com', { subject: {}, subjectaltname: 'DNS:"a.com, DNS:evil.com"' }],
  ['b.com', { subject: {}, subjectaltname: 'DNS:"a.com, DNS:evil.com", DNS:b.com' }],
];
for (const [host, certificate] of cases) {
  const error = checkServerIdentity(host, certificate);
  console.log(JSON.stringify(host), JSON.stringify(certificate), error === undefined ? 'fits' : `${error.code} ${error.reason}`);
}
for (const text of ['DNS:"a.com', 'DNS:"a.com" x', 'DNS:"a\\x.com"']) {
  try {
    console.log(checkServerIdentity('a.com', { subject: {}, subjectaltname: text }).reason);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
