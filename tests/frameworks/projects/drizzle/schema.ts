import { relations, sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const users = sqliteTable('users', {
  id: integer().primaryKey({ autoIncrement: true }),
  name: text().notNull().unique(),
  made: text().notNull().default(sql`'2026-01-01'`),
  tags: text({ mode: 'json' }).$type<string[]>(),
}, (table) => [index('by_name').on(table.name)]);

export const posts = sqliteTable('posts', {
  id: integer().primaryKey(), title: text().notNull(), author: integer().references(() => users.id, { onDelete: 'cascade' }),
});

export const usersRelations = relations(users, ({ many }) => ({ posts: many(posts) }));
export const postsRelations = relations(posts, ({ one }) => ({ author: one(users, { fields: [posts.author], references: [users.id] }) }));
