import { setTimeout } from 'node:timers/promises';
await setTimeout(1);
throw new Error('after an await');
