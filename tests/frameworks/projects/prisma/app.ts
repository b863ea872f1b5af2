import { PrismaLibSql } from '@prisma/adapter-libsql';
import { Prisma, PrismaClient } from './generated/client.ts';

// What `prisma db push` makes with its schema engine, which is a binary that is downloaded.
const TABLES = [
  'CREATE TABLE "User" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "name" TEXT NOT NULL UNIQUE)',
  'CREATE TABLE "Post" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "title" TEXT NOT NULL, "authorId" INTEGER NOT NULL REFERENCES "User" ("id"))',
];

for (const adapter of [new PrismaLibSql({ url: 'file:./libsql.db' })]) {
  const prisma = new PrismaClient({ adapter });
  for (const table of TABLES) await prisma.$executeRawUnsafe(table);
  console.log(adapter.provider, adapter.adapterName);
  console.log(await prisma.user.create({ data: { name: 'Ada', posts: { create: [{ title: 'one' }, { title: 'two' }] } }, include: { posts: true } }));
  console.log(await prisma.post.findMany({ where: { title: { contains: 'w' } }, select: { title: true, author: { select: { name: true } } } }));
  console.log(await prisma.user.upsert({ where: { name: 'Bob' }, update: {}, create: { name: 'Bob' } }), await prisma.post.groupBy({ by: 'authorId', _count: true }));
  await prisma.user.create({ data: { name: 'Ada' } }).catch((error: unknown) => {
    console.log(error instanceof Prisma.PrismaClientKnownRequestError && error.code);
  });
  await prisma.$transaction(async (tx) => { await tx.post.deleteMany(); throw new Error('back'); }).catch((error: Error) => { console.log(error.message); });
  console.log(await prisma.post.count(), await prisma.$queryRaw`SELECT name FROM User ORDER BY id`);
  await prisma.$disconnect();
}
