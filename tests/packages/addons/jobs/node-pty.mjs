import { setTimeout } from 'node:timers/promises';
import pty from '@lydell/node-pty';

const child = pty.spawn('/bin/sh', ['-c', 'echo hi; read x; echo got $x; stty size; exit 3'], { cols: 80, rows: 24 });
let text = '';
child.onData((data) => { text += data; });
const ended = new Promise((resolve) => child.onExit(resolve));
while (!text.includes('hi')) await setTimeout(10);
child.resize(100, 30);
child.write('abc\r');
console.log(await ended);
await setTimeout(100);
console.log(text);
