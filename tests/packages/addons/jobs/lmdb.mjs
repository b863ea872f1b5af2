import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'lmdb';

const folder = mkdtempSync('/tmp/anode-lmdb-');
const db = open({ path: folder });
await db.put('k', { v: 1 });
await db.transaction(() => { db.put('k2', 'two'); });
console.log(db.get('k'), db.get('k2'), [...db.getRange({})], db.get('missing'));
await db.close();
rmSync(folder, { recursive: true });
