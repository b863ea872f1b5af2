import type { ReactNode } from 'react';
import './global.css';

export const metadata = { title: { default: 'Shop', template: '%s | Shop' }, description: 'A shop' };

export default function Layout({ children }: { children: ReactNode }) {
  return <html lang="en"><body>{children}</body></html>;
}
