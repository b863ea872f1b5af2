export function loader({ params }) {
  if (Number(params.id) > 5) throw new Response('no such post', { status: 404 });
  return { id: params.id };
}

export default function Post({ loaderData }) { return <article>Post {loaderData.id}</article>; }
