'use strict';

const yup = require('yup');

const schema = yup.object({
  name: yup.string().trim().required(), age: yup.number().positive().integer().max(130), mail: yup.string().email(), born: yup.date().default(() => new Date(0)),
  site: yup.string().url().nullable(), list: yup.array().of(yup.number().min(2)).min(1), kind: yup.mixed().oneOf(['a', 'b']),
  more: yup.string().when('kind', { is: 'a', then: (s) => s.required('more is needed with a') }),
});
(async () => {
  console.log(await schema.validate({ name: '  Ann ', age: '12', list: ['3'], kind: 'b', site: null }));
  await schema.validate({ age: -1.5, mail: 'x', list: [], kind: 'a', site: 'no' }, { abortEarly: false }).catch((error) => {
    console.log(error.name, error.errors, error.inner.map(({ path, type }) => `${path}:${type}`));
  });
  console.log(schema.cast({ name: 1, list: [1] }), await schema.isValid({}), schema.pick(['name']).isValidSync({ name: 'x' }));
  console.log(yup.reach(schema, 'list[0]').describe().tests);
  const own = yup.string().test('own', '${path} is not own', async (value) => value === 'own').label('It');
  await own.validate('other').catch((error) => console.log(error.message));
  try {
    yup.number().validateSync('abc');
  } catch (error) {
    console.log(error.message.split('\n')[0]);
  }
})();
