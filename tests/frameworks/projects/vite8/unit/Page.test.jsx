// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';

globalThis.IS_REACT_ACT_ENVIRONMENT = true;

test('renders in a document', async () => {
  const root = createRoot(document.body);
  await act(() => root.render(<button title="b">pressed</button>));
  expect(document.body.innerHTML).toBe('<button title="b">pressed</button>');
});
