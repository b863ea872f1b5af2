// All the syntax that can be stripped. The remaining text stays in its place.
import type { Stats } from 'node:fs';
import { type Dirent, readFileSync } from 'node:fs';
interface Shape { kind: string; area?(): number }
type Pair<T> = [T, T];
declare const never: string;
declare function missing(x: number): void;
abstract class Base<T> implements Shape {
  abstract kind: string;
  private hidden: number = 1;
  declare later: string;
  readonly list: Array<T> = [];
  static count?: number;
  constructor(protected_: T) { this.list.push(protected_); }
  get size(): number { return this.list.length; }
  method<U extends T>(this: Base<T>, value: U, ...rest: U[]): value is U { return rest.length === 0 && this.hidden > 0; }
}
class Derived extends Base<string> { override kind = 'derived'; }
function over(x: string): string;
function over(x: number): number;
function over(x: any) { return x; }
const arrow = async <T,>(x: T): Promise<T> => x;
const value = 5 as unknown as number satisfies number;
const sure = [1, 2].find((x): boolean => x > 1)!;
let optional = (undefined as { a?: { b: number } } | undefined)?.a?.b;
const derived = new Derived('x');
console.log(derived.size, derived.method('y'), over(3), value, sure, optional, typeof readFileSync, 'later' in derived);
arrow(7).then((x: number) => console.log(x));
for (const [a, b] of [[1, 2]] as Pair<number>[]) console.log(a + b);
label: for (;;) { break label; }
export type { Stats, Dirent };
console.log(new Error('line').stack!.split('\n')[1].replace(/^.*erased/, 'erased'));
