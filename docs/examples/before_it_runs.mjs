// The whole graph is found, loaded and linked before any of it runs. An import of a name that the module does not export fails.
console.log('this file runs, because it is fine');

const wants = (name) => `data:text/javascript,${encodeURIComponent(`console.log("never"); import { ${name} } from "node:path"`)}`;
await import(wants('join')).then(() => console.log('join is there'));
await import(wants('nothing')).catch((error) => console.log(`${error.name}: ${error.message}`));
