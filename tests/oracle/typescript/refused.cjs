'use strict';

const tree = require('../modules/fixtures/tree.cjs');

// Syntax that cannot be stripped, and text that is not TypeScript; the result of --experimental-transform-types.
for (const name of ['enum', 'namespace', 'property', 'decorator', 'invalid', 'type_import', 'throws']) {
  console.log(name);
  tree.run([`fixtures/${name}.ts`]);
  if (name !== 'type_import') tree.run(['--experimental-transform-types', '--no-warnings', `fixtures/${name}.ts`]);
}
for (const name of ['angle.mts', 'jsx.tsx']) tree.run([`fixtures/${name}`]);
tree.run(['--no-experimental-strip-types', 'fixtures/enum.ts']);
tree.run(['--no-strip-types', 'fixtures/named.mts']);
tree.run(['--no-strip-types', '-p', 'process.features.typescript']);
tree.run(['--experimental-transform-types', '-p', 'process.features.typescript']);
tree.run(['--experimental-transform-types', 'fixtures/enum.ts']);
(async () => {
  for (const name of ['enum', 'invalid']) {
    await import(`./fixtures/${name}.ts`).catch((error) => console.log(error.name, error.code, error.message));
    try {
      require(`./fixtures/${name}.ts`);
    } catch (error) {
      console.log(error.name, error.code, error.message, error.stack.split('\n').slice(1, 4));
    }
  }
})();
