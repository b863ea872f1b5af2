import { cookies, headers } from 'next/headers';

export default async function Page() {
  const name = (await cookies()).get('name')?.value ?? 'nobody';
  return <p>{name}, {(await headers()).get('x-seen') ?? 'unseen'}</p>;
}
