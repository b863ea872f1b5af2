import { createRequire } from 'node:module';

const { lint } = createRequire(import.meta.url)('@node-rs/deno-lint');
console.log(lint('file:///a.js', Buffer.from('debugger; var a = 1;')).length);
