// Makes the tables, which Payload does by itself in development alone.
import { getPayload } from 'payload';

const { default: config } = await import('./src/payload.config.ts');
const payload = await getPayload({ config });
console.log(await payload.count({ collection: 'posts' }));
process.exit();
