'use strict';

const Ajv = require('ajv').default;
const Ajv2020 = require('ajv/dist/2020').default;

const ajv = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true });
const validate = ajv.compile({
  type: 'object', required: ['name', 'list'], additionalProperties: false,
  properties: { name: { type: 'string', minLength: 2, pattern: '^[A-Z]' }, age: { type: 'integer', default: 3 }, list: { type: 'array', items: { $ref: '#/$defs/item' }, uniqueItems: true } },
  $defs: { item: { anyOf: [{ type: 'number', multipleOf: 2 }, { const: 'x' }] } },
});
const good = { name: 'Ann', list: [2, 'x'] };
console.log(validate(good), good);
console.log(validate({ name: 'a', list: [1, 1], more: true }), validate.errors.map(({ instancePath, keyword, message }) => `${instancePath} ${keyword}: ${message}`));
console.log(ajv.errorsText(validate.errors, { separator: ' | ' }));
ajv.addKeyword({ keyword: 'even', type: 'number', validate: (wanted, n) => (n % 2 === 0) === wanted });
ajv.addFormat('own', /^own-/);
console.log(ajv.validate({ even: true, type: 'number' }, 3), ajv.validate({ type: 'string', format: 'own' }, 'own-1'));
const remote = new Ajv({ loadSchema: async (uri) => ({ $id: uri, type: 'boolean' }) });
remote.compileAsync({ $ref: 'http://schemas.example/b' }).then((check) => console.log(check(true), check('x')));
console.log(new Ajv2020().compile({ prefixItems: [{ type: 'string' }], items: false })(['a', 1]));
for (const wrong of [{ type: 'no-such-type' }, { $ref: 'none#' }, { unknownKeyword: 1 }]) {
  try {
    new Ajv().compile(wrong);
  } catch (error) {
    console.log(error.message);
  }
}
