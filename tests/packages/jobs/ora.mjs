import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import ora, { oraPromise, spinners } from 'ora';

const stream = new PassThrough();
Object.assign(stream, { isTTY: true, columns: 80, cursorTo() {}, clearLine() {}, moveCursor() {} });
let shown = '';
stream.on('data', (chunk) => { shown += stripVTControlCharacters(chunk.toString()); });
const spinner = ora({ text: 'working', stream, isEnabled: true, color: 'cyan', discardStdin: false }).start();
await new Promise((resolve) => setTimeout(resolve, 200));
console.log(spinner.isSpinning, shown.includes('working'), typeof spinner.frame(), spinners.dots.frames.length);
spinner.text = 'still';
spinner.succeed('done');
console.log(spinner.isSpinning, shown.slice(shown.lastIndexOf('✔')));
ora({ stream, isEnabled: false }).warn('careful').info('told').stopAndPersist({ symbol: '*', text: 'kept' });
console.log(JSON.stringify(shown.slice(shown.indexOf('⚠'))));
console.log(await oraPromise(async () => 42, { stream, isEnabled: false, successText: (n) => `got ${n}` }));
await oraPromise(Promise.reject(new Error('in it')), { stream, isEnabled: false, failText: 'failed' }).catch((error) => console.log(error.message));
console.log(shown.includes('✖ failed'));
try {
  ora({ stream, spinner: 'no-such-spinner' });
} catch (error) {
  console.log(error.message.split('.')[0]);
}
