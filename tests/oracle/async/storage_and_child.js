'use strict';
const { AsyncLocalStorage } = require('async_hooks');
const { exec } = require('child_process');
const storage = new AsyncLocalStorage();
storage.run('a', () => exec('echo hi', (error, out) => console.log(error, out.trim(), storage.getStore())));
storage.run('b', () => exec('sleep 0.3; exit 3').on('exit', (code) => console.log(code, storage.getStore())));
