import yargs from 'yargs';

const make = (args) => yargs(args).scriptName('tool').locale('en').exitProcess(false).wrap(80)
  .option('size', { alias: 's', choices: ['small', 'large'], default: 'small', describe: 'how large' })
  .option('count', { type: 'count', alias: 'v' }).option('list', { array: true, type: 'number' })
  .command('copy <from> [to..]', 'copies', (y) => y.positional('from', { type: 'string' }), (argv) => console.log('copy', argv.from, argv.to, argv.size))
  .command('later', 'waits', {}, async () => { await new Promise((resolve) => setTimeout(resolve, 5)); console.log('later ran'); })
  .demandCommand(1, 'name a command').strict().help().version('1.2.3').fail(false);
console.log(await make(['copy', 'a', 'b', 'c', '--size=large', '-vvv', '--list', '1', '2']).parseAsync());
await make('later').parseAsync();
console.log(await make([]).getHelp());
for (const args of [['copy'], ['copy', 'a', '--nope'], ['copy', 'a', '--size', 'huge'], []]) {
  try {
    await make(args).parseAsync();
  } catch (error) {
    console.log(error.name, error.message);
  }
}
