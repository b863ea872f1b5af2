import { afterEach, describe, expect, it, test, vi } from 'vitest';
import { size, sum } from './sum.js';

vi.mock('node:fs/promises', () => ({ readFile: vi.fn(async (path) => Buffer.alloc(path.length)) }));

afterEach(() => { vi.useRealTimers(); });

describe('sum', () => {
  it.each([[1, 2, 3], [2, 2, 4]])('%i + %i = %i', (a, b, expected) => { expect(sum(a, b)).toBe(expected); });
  it('matches a snapshot', () => { expect({ sum: sum(1, 2, 3), list: [1, { a: 'b' }] }).toMatchInlineSnapshot(`
    {
      "list": [
        1,
        {
          "a": "b",
        },
      ],
      "sum": 6,
    }
  `); });
});

test('mocks a module', async () => { expect(await size('12345')).toBe(5); });

test('moves the clock', () => {
  vi.useFakeTimers();
  const called = vi.fn();
  setTimeout(called, 60_000);
  vi.advanceTimersByTime(59_999);
  expect(called).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(called).toHaveBeenCalledOnce();
});

test('shows a difference', () => { expect(() => expect({ a: 1 }).toEqual({ a: 2 })).toThrowErrorMatchingInlineSnapshot(
  `[AssertionError: expected { a: 1 } to deeply equal { a: 2 }]`); });
