import { notFound } from 'next/navigation';

export const generateStaticParams = () => [{ id: '1' }, { id: '2' }];

export async function generateMetadata({ params }: { params: Promise<{ id: string }> }) {
  return { title: `Post ${(await params).id}` };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  if (Number(id) > 5) notFound();
  return <article>Post {id}</article>;
}
