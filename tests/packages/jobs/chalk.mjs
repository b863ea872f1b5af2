import chalk, { Chalk, supportsColor, modifierNames, foregroundColorNames } from 'chalk';

const c = new Chalk({ level: 3 });
console.log(JSON.stringify([c.red('x'), c.bold.underline.bgBlue('y'), c.hex('#DEADED')('z'), c.rgb(1, 2, 3).bgRgb(4, 5, 6)('w'), c.red(`a ${c.green('b')} c`), c.blue('two\nlines'), c.visible('v'), c.ansi256(9)('q')]));
console.log(JSON.stringify([new Chalk({ level: 1 }).hex('#ff0000')('x'), new Chalk({ level: 2 }).rgb(10, 200, 3)('x'), new Chalk({ level: 0 }).red('plain')]));
console.log(chalk.level, supportsColor, modifierNames.length, foregroundColorNames.includes('gray'));
try {
  new Chalk({ level: 7 });
} catch (error) {
  console.log(error.message);
}
