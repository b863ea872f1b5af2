'use strict';

const { Command, Option, Argument, InvalidArgumentError, CommanderError } = require('commander');

function program() {
  const made = new Command('tool').version('1.2.3').description('does things').exitOverride().configureOutput({ writeOut: (s) => console.log('out', JSON.stringify(s)), writeErr: (s) => console.log('err', JSON.stringify(s)) });
  made.option('-v, --verbose', 'say more').option('-n, --number <n>', 'a number', (text) => { const n = Number(text); if (Number.isNaN(n)) throw new InvalidArgumentError('Not a number.'); return n; }, 1).option('--no-color');
  made.addOption(new Option('-s, --size <size>').choices(['small', 'large']).default('small').env('TOOL_SIZE'));
  made.command('copy').argument('<from>').addArgument(new Argument('[to...]', 'where to')).option('-f, --force').action((from, to, options, command) => console.log('copy', from, to, options, command.optsWithGlobals()));
  made.command('later').action(async () => { await new Promise((resolve) => setTimeout(resolve, 5)); console.log('later ran'); });
  made.hook('preAction', (self, action) => console.log('before', action.name()));
  return made;
}
(async () => {
  program().parse(['copy', '-f', 'a', 'b', 'c', '-v', '-n', '12'], { from: 'user' });
  await program().parseAsync(['node', 'tool', 'later']);
  console.log(program().helpInformation());
  for (const args of [['--nope'], ['copy'], ['-n', 'x', 'later'], ['-s', 'huge', 'later'], ['cpoy'], ['--version'], ['copy', '--help']]) {
    try {
      program().parse(args, { from: 'user' });
    } catch (error) {
      console.log(error instanceof CommanderError, error.code, error.exitCode, error.message);
    }
  }
})();
