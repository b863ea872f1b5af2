'use strict';

// A child that does not start still has standard streams, and their readers reach the end.

const { spawn } = require('child_process');
const { finished } = require('stream');

const child = spawn('no-such-command', ['x']);
const seen = [];
console.log(child.pid, child.stdio.length, child.stdin.writable, child.stdout.readable, child.stderr.destroyed);
child.on('error', ({ code, syscall, path, spawnargs }) => console.log('error', code, syscall, path, spawnargs));
child.on('exit', () => console.log('exit'));
for (const name of ['stdout', 'stderr']) {
  child[name].on('data', (chunk) => console.log('data', chunk)).on('end', () => seen.push(`${name} end`)).on('close', () => seen.push(`${name} close`));
  finished(child[name], (error) => seen.push(`${name} finished ${error?.code}`));
}
child.on('close', (code, signal) => {
  setTimeout(() => {
    console.log('close', code, signal, seen.sort(), child.stdin.destroyed);
    // These streams have no reader.
    spawn('/no/such/file').on('error', (error) => console.log(error.code)).on('close', (c) => {
      console.log('closed', c);
      const other = spawn('no-such-command', { stdio: ['ignore', 'pipe', 'inherit'] });
      other.on('error', (error) => console.log(error.code, other.stdin, other.stderr)).on('close', (last) => console.log('closed', last));
    });
  }, 20);
});
