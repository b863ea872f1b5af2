import { mkdtempSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import leveldown from 'leveldown';

const folder = mkdtempSync('/tmp/anode-leveldown-');
const db = leveldown(folder);
await promisify(db.open.bind(db))({});
await promisify(db.put.bind(db))('a', 'b');
console.log((await promisify(db.get.bind(db))('a')).toString());
await promisify(db.get.bind(db))('missing').catch((error) => console.log(error.message));
await promisify(db.close.bind(db))();
rmSync(folder, { recursive: true });
