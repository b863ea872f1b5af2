import { createRequire } from 'node:module';

const { DDWAF } = createRequire(import.meta.url)('@datadog/native-appsec');
console.log(DDWAF.version().split('.').length);
const rule = {
  id: 'r', name: 'r', tags: { type: 't', category: 'c' }, transformers: [],
  conditions: [{ operator: 'match_regex', parameters: { inputs: [{ address: 'a' }], regex: 'evil' } }],
};
const waf = new DDWAF({ version: '2.2', rules: [rule] }, 'recommended');
const context = waf.createContext();
console.log(context.run({ persistent: { a: 'evil text' } }, 1e6).status, waf.disposed);
context.dispose();
waf.dispose();
