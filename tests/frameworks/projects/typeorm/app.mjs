import 'reflect-metadata';
import { DataSource, EntitySchema, LessThan, Like } from 'typeorm';

const User = new EntitySchema({ name: 'User', columns: {
  id: { type: Number, primary: true, generated: true }, name: { type: String, unique: true }, settings: { type: 'simple-json', nullable: true },
}, relations: { posts: { type: 'one-to-many', target: 'Post', inverseSide: 'author' } } });
const Post = new EntitySchema({ name: 'Post', columns: { id: { type: Number, primary: true, generated: true }, title: { type: String } },
  relations: { author: { type: 'many-to-one', target: 'User', inverseSide: 'posts', onDelete: 'CASCADE' } } });

for (const options of [{ type: 'better-sqlite3', database: 'data.db' }, { type: 'sqljs' }]) {
  const source = await new DataSource({ ...options, entities: [User, Post], synchronize: true }).initialize();
  const users = source.getRepository('User');
  const posts = source.getRepository('Post');
  const ada = await users.save({ name: 'Ada', settings: { dark: true } });
  await posts.save([{ title: 'one', author: ada }, { title: 'two', author: ada }]);
  console.log(options.type, await users.find({ relations: { posts: true } }));
  console.log(await posts.findAndCount({ where: { title: Like('t%'), id: LessThan(5) } }));
  console.log(await users.createQueryBuilder('u').leftJoin('u.posts', 'p').select('u.name', 'name').addSelect('count(*)', 'n').groupBy('u.id').getRawMany());
  await users.insert({ name: 'Ada' }).catch((error) => { console.log(error.name, error.message, error.code); });
  await source.transaction(async (manager) => { await manager.delete('User', { name: 'Ada' }); throw new Error('back'); }).catch((error) => {
    console.log(error.message);
  });
  console.log(await users.count(), await posts.count());
  await source.destroy();
}
