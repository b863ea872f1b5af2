'use strict';
process.on('warning', (warning) => console.log(warning.name, warning.message, warning.type, warning.count));
const target = new EventTarget();
for (let i = 0; i < 12; i++) target.addEventListener('many', () => {});
const { signal } = new AbortController();
for (let i = 0; i < 12; i++) signal.addEventListener('abort', () => {});
