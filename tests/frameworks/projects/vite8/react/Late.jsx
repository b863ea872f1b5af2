import { useState } from 'react';

export default function Late({ name }) {
  const [count, setCount] = useState(3);
  return <p className="grid grid-cols-2 p-4 dark:bg-slate-800">{name} is late <button onClick={() => setCount(count + 1)}>count {count}</button></p>;
}
