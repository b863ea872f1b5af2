import config from '@payload-config';
import { getPayload } from 'payload';

export const dynamic = 'force-dynamic';

export default async function Page() {
  const payload = await getPayload({ config });
  const { docs } = await payload.find({ collection: 'posts', sort: 'title' });
  return <ul>{docs.map((post) => <li key={post.id}>{post.title as string}</li>)}</ul>;
}
