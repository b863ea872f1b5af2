import path from 'node:path';
import { sqliteAdapter } from '@payloadcms/db-sqlite';
import { lexicalEditor } from '@payloadcms/richtext-lexical';
import { buildConfig } from 'payload';
import sharp from 'sharp';

export default buildConfig({
  secret: 'a secret of the tests',
  telemetry: false,
  editor: lexicalEditor(),
  sharp,
  db: sqliteAdapter({ client: { url: `file:${path.resolve('data.db')}` }, push: true }),
  admin: { user: 'users' },
  collections: [
    { slug: 'users', auth: true, fields: [{ name: 'name', type: 'text' }] },
    {
      slug: 'posts',
      access: { read: () => true, create: ({ req }) => Boolean(req.user) },
      hooks: { beforeChange: [({ data }) => ({ ...data, slug: data.title.toLowerCase().replaceAll(' ', '-') })] },
      fields: [{ name: 'title', type: 'text', required: true }, { name: 'slug', type: 'text' }, { name: 'author', type: 'relationship', relationTo: 'users' }],
    },
  ],
});
