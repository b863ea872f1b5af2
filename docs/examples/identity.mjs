// A module is identified by its URL and its import attributes, not by its file.
const [plain, again, query] = await Promise.all(['./greeter.mjs', './greeter.mjs', './greeter.mjs?2'].map((url) => import(url)));
console.log('the same URL:', plain === again, ' another query:', plain === query);

const json = 'data:application/json,{"n":1}';
const first = await import(json, { with: { type: 'json' } });
const second = await import(json, { with: { type: 'json' } });
console.log('the same data: URL:', first === second, first.default.n);
await import(json).catch((error) => console.log('without attributes:', error.code));
