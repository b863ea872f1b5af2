export const getServerSideProps = ({ query }: { query: { n?: string } }) => ({ props: { n: query.n ?? null } });

export default function Old({ n }: { n: string | null }) {
  return <p>old pages, n is {n}</p>;
}
