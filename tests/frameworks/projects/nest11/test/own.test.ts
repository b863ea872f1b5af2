import { readFileSync } from 'node:fs';

jest.mock('node:fs', () => ({ ...jest.requireActual('node:fs'), readFileSync: jest.fn(() => 'mocked') }));

describe('jest', () => {
  it('mocks modules', () => { expect(readFileSync('/nowhere', 'utf8')).toBe('mocked'); });

  it('moves the clock', () => {
    jest.useFakeTimers();
    const called = jest.fn();
    setTimeout(called, 1000);
    jest.advanceTimersByTime(1000);
    expect(called).toHaveBeenCalled();
    jest.useRealTimers();
  });

  it('has globals of its own', () => {
    expect(typeof undeclared).toBe('undefined');
    expect(new Error('x')).toBeInstanceOf(Error);
    expect([1, 2]).toEqual(Array.from([1, 2]));
    expect(Buffer.from('a')).toEqual(Buffer.from('a'));
  });

  it('matches snapshots', () => { expect({ a: new Map([[1, new Set(['x'])]]) }).toMatchInlineSnapshot(`
{
  "a": Map {
    1 => Set {
      "x",
    },
  },
}
`); });

  it('imports at run time', async () => { expect((await import('../src/cats')).Cats.name).toBe('Cats'); });
});
