import Image from 'next/image';
import Link from 'next/link';
import Counter from '@/app/counter';
import photo from '../public/photo.png';
import styles from './page.module.css';

export default async function Page() {
  const data = await new Promise<string>((resolve) => { setTimeout(resolve, 5, 'from the server'); });
  return <main>
    <h1 className={styles.title}>Hello {data}</h1>
    <Image src={photo} alt="imported" width={64} height={64} />
    <Image src="/photo.png" alt="public" width={32} height={32} unoptimized />
    <Link href="/post/1">first post</Link>
    <Counter start={3} />
  </main>;
}
