import { createClient } from '@libsql/client';
import { and, count, desc, eq, gt, like } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/libsql';
import { migrate } from 'drizzle-orm/libsql/migrator';
import * as schema from './schema.ts';

const { posts, users } = schema;
const db = drizzle(createClient({ url: 'file:data.db' }), { schema });
await migrate(db, { migrationsFolder: 'migrations' });
console.log(await db.insert(users).values([{ name: 'Ada', tags: ['a', 'b'] }, { name: 'Bob' }]).returning());
await db.insert(posts).values([{ title: 'one', author: 1 }, { title: 'two', author: 1 }, { title: 'three', author: 2 }]);
console.log(await db.query.users.findMany({ with: { posts: { columns: { title: true } } } }));
console.log(await db.select({ name: users.name, n: count(posts.id) }).from(users).leftJoin(posts, eq(posts.author, users.id)).groupBy(users.id)
  .orderBy(desc(count(posts.id))));
console.log(await db.update(users).set({ tags: ['c'] }).where(and(gt(users.id, 1), like(users.name, 'B%'))).returning({ tags: users.tags }));
await db.insert(users).values({ name: 'Ada' }).catch((error) => { console.log(error.message, error.cause?.code); });
await db.transaction(async (tx) => { await tx.delete(users); tx.rollback(); }).catch((error) => { console.log(error.name); });
console.log(await db.$count(users), await db.$count(posts));
