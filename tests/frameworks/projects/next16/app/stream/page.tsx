import { Suspense } from 'react';

export const dynamic = 'force-dynamic';

async function Slow({ ms }: { ms: number }) {
  await new Promise((resolve) => { setTimeout(resolve, ms); });
  return <p>after {ms}</p>;
}

export default function Page() {
  return <><h1>now</h1><Suspense fallback={<i>soon</i>}><Slow ms={50} /></Suspense><Suspense fallback={<i>later</i>}><Slow ms={150} /></Suspense></>;
}
