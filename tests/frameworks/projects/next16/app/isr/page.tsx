export const revalidate = 1;

export default function Page() {
  return <time>made {Date.now()}</time>;
}
