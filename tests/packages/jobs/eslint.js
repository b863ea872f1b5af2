'use strict';

const { ESLint, Linter, RuleTester } = require('eslint');

(async () => {
  const config = [{ files: ['**/*.js'], languageOptions: { ecmaVersion: 2024, sourceType: 'commonjs', globals: { console: 'readonly' } }, rules: { 'no-unused-vars': 'error', 'semi': 'warn', 'prefer-const': 'error', 'no-undef': 'error', 'eqeqeq': ['error', 'smart'] } }];
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: config, fix: true, cwd: __dirname });
  const [result] = await eslint.lintText('let a = 1\nvar unused = b == 2\nconsole.log(a)\n', { filePath: 'x.js' });
  console.log(result.messages.map(({ ruleId, line, column, message, severity }) => ({ ruleId, line, column, message, severity })), result.output, result.fixableErrorCount);
  console.log((await eslint.loadFormatter('stylish')).format([{ ...result, filePath: 'x.js' }]).replace(/\x1b\[\d+m/g, ''));
  console.log((await eslint.calculateConfigForFile('x.js')).rules.semi, await eslint.isPathIgnored('node_modules/x.js'));
  const linter = new Linter();
  console.log(linter.verify('if (a = 1) {}', { languageOptions: { globals: { a: 'writable' } }, rules: { 'no-cond-assign': 2 } }).map(({ message }) => message), linter.verify('let x = ;', {})[0].message, linter.verifyAndFix('var x = "a"; x;', { rules: { 'no-var': 2, 'quotes': [2, 'single'] } }).output);
  RuleTester.it = RuleTester.describe = (text, run) => run();
  new RuleTester().run('own', { meta: { schema: [], messages: { no: 'no {{name}}' } }, create: (context) => ({ Identifier(node) { if (node.name === 'bad') context.report({ node, messageId: 'no', data: { name: node.name } }); } }) }, { valid: ['good'], invalid: [{ code: 'bad', errors: [{ message: 'no bad' }] }] });
  await new ESLint({ overrideConfigFile: true, overrideConfig: [{ rules: { 'no-such-rule': 'error' } }], cwd: __dirname }).lintText('x').catch((error) => console.log(error.message.split('\n')[0]));
  try {
    new ESLint({ nope: true });
  } catch (error) {
    console.log(error.message);
  }
})();
