import { mkdtempSync, rmSync } from 'node:fs';
import { ClassicLevel } from 'classic-level';

const folder = mkdtempSync('/tmp/anode-level-');
const db = new ClassicLevel(folder, { valueEncoding: 'json' });
await db.batch([{ type: 'put', key: 'a', value: { x: 1 } }, { type: 'put', key: 'b', value: 2 }]);
const all = [];
for await (const entry of db.iterator()) all.push(entry);
console.log(all, await db.get('a'), await db.get('missing'));
await db.close();
rmSync(folder, { recursive: true });
