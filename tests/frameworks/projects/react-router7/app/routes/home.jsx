import { Suspense, useState } from 'react';
import { Await, data, Form, redirect } from 'react-router';

export const meta = () => [{ title: 'Home' }];

export const loader = ({ request }) => ({
  q: new URL(request.url).searchParams.get('q'), late: new Promise((resolve) => { setTimeout(resolve, 20, 'a late value'); }),
});

export async function action({ request }) {
  const name = (await request.formData()).get('name');
  if (!name) return data({ missing: true }, { status: 422 });
  return redirect('/about', { headers: { 'set-cookie': `name=${name}` } });
}

export default function Home({ loaderData, actionData }) {
  const [count, setCount] = useState(0);
  return <main>
    <h1>q is {loaderData.q}</h1>
    <button onClick={() => setCount(count + 1)}>count {count}</button>
    <Form method="post"><input name="name" /></Form>
    {actionData?.missing && <p>missing</p>}
    <Suspense fallback={<i>soon</i>}><Await resolve={loaderData.late}>{(value) => <b>{value}</b>}</Await></Suspense>
  </main>;
}
