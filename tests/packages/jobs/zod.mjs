import { z } from 'zod';

const User = z.object({
  name: z.string().min(2), age: z.number().int().positive().optional(), email: z.email(), tags: z.array(z.enum(['a', 'b'])).default([]),
  kind: z.discriminatedUnion('type', [z.object({ type: z.literal('x'), n: z.coerce.number() }), z.object({ type: z.literal('y') })]),
}).strict();
console.log(User.parse({ name: 'Ann', email: 'a@b.example', kind: { type: 'x', n: '12' } }));
const bad = User.safeParse({ name: 'A', age: -1.5, email: 'none', kind: { type: 'z' }, more: 1 });
console.log(bad.success, bad.error.issues.map(({ code, path, message }) => [code, path.join('.'), message]));
console.log(z.prettifyError(bad.error));
console.log(z.string().transform((text) => text.length).pipe(z.number().max(3)).safeParse('four').error.issues[0].message);
console.log(await z.string().refine(async (text) => text === 'x', 'not x').safeParseAsync('y').then(({ error }) => error.issues[0].message));
console.log(z.toJSONSchema(z.object({ a: z.string().nullable(), b: z.tuple([z.number(), z.boolean()]) })));
const Tree = z.object({ value: z.number(), get children() { return z.array(Tree); } });
console.log(JSON.stringify(Tree.parse({ value: 1, children: [{ value: 2, children: [] }] })));
console.log(z.iso.datetime().safeParse('2020-01-01T00:00:00Z').success, z.record(z.string(), z.bigint()).parse({ a: 1n }), User.partial().pick({ name: true }).parse({}));
try {
  z.map(z.string(), z.date()).parse(new Map([['k', new Date(NaN)]]));
} catch (error) {
  console.log(error.name, error.issues[0].code, error instanceof z.ZodError);
}
