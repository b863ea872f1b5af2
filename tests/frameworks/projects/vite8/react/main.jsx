import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import picture from './picture.svg';
import './style.css';

const Late = lazy(() => import('./Late.jsx'));

createRoot(document.getElementById('root')).render(
  <StrictMode>
    <h1 className="text-3xl font-bold underline hover:text-sky-500">Hello from {import.meta.env.MODE}</h1>
    <img src={picture} alt="a square" />
    <Suspense fallback="…"><Late name="Vite" /></Suspense>
  </StrictMode>,
);
