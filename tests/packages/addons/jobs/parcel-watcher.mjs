import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import watcher from '@parcel/watcher';

const folder = mkdtempSync('/tmp/anode-watcher-');
const events = [];
const subscription = await watcher.subscribe(folder, (error, list) => events.push(...list));
writeFileSync(`${folder}/f`, '1');
for (let i = 0; i < 100 && events.length === 0; i++) await setTimeout(50);
await subscription.unsubscribe();
console.log(events.map(({ type, path }) => [type, basename(path)]));
await watcher.writeSnapshot(folder, `${folder}.snapshot`);
writeFileSync(`${folder}/g`, '1');
console.log((await watcher.getEventsSince(folder, `${folder}.snapshot`)).map(({ path }) => basename(path)));
rmSync(folder, { recursive: true });
rmSync(`${folder}.snapshot`);
