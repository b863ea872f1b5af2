'use strict';
const { parseArgs } = require('util');
const attempt = (config) => {
  try {
    const { values, positionals, tokens } = parseArgs(config);
    console.log(JSON.stringify(values), positionals, tokens);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
const options = { flag: { type: 'boolean', short: 'f' }, name: { type: 'string', short: 'n' }, many: { type: 'string', multiple: true }, level: { type: 'string', default: '1' }, list: { type: 'boolean', multiple: true, short: 'l' } };
for (const args of [['-f', '--name', 'x'], ['--name=x', '--many', 'a', '--many=b'], ['-fnx'], ['-ll'], ['--nope'], ['-z'], ['--flag=x'], ['--name'], ['--name', '-f'], ['pos'], ['--', '-f'], ['--no-flag'], ['-n'], ['--many', '--many'], ['-f', '-'], ['--=x']]) {
  attempt({ args, options });
  attempt({ args, options, strict: false, allowPositionals: true, tokens: args.length === 1 });
}
attempt({ args: ['--no-flag', '--flag'], options, allowNegative: true });
attempt({ args: ['--no-name'], options, allowNegative: true });
attempt({ args: ['a', 'b'], allowPositionals: true });
for (const config of [5, { args: 5 }, { options: 5 }, { options: { a: 5 } }, { options: { a: {} } }, { options: { a: { type: 'x' } } }, { options: { a: { type: 'string', short: 'ab' } } }, { options: { a: { type: 'string', default: 5 } } }, { options: { a: { type: 'boolean', multiple: true, default: [1] } } }, { strict: 5 }, { tokens: 'x' }, { allowPositionals: 1 }]) attempt(config);
