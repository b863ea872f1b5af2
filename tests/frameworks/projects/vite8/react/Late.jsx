export default function Late({ name }) {
  return <p className="grid grid-cols-2 p-4 dark:bg-slate-800">{name} is late</p>;
}
