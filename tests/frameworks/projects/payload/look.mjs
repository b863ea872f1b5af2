// Registers the first user, signs in, and works with posts over REST.
const origin = `http://localhost:${process.argv[2]}`;
let token = '';
async function call(method, path, body) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `JWT ${token}` }) };
  const response = await fetch(origin + path, { method, headers, body: body && JSON.stringify(body) });
  return [response.status, await response.json()];
}
const show = (...values) => console.log(JSON.stringify(values, (key, value) => (/At$|^token$|^exp$|^sid$|^sessions$/.test(key) ? undefined : value)));

const user = { email: 'ada@example.org', password: 'a password', name: 'Ada' };
show(await call('POST', '/api/posts', { title: 'Refused' }));
show(await call('POST', '/api/users/first-register', user));
const [status, login] = await call('POST', '/api/users/login', user);
token = login.token;
show(status, login.user);
show(await call('POST', '/api/posts', { title: 'The First Post', author: login.user.id }));
show(await call('POST', '/api/posts', {}));
show(await call('PATCH', '/api/posts/1', { title: 'Changed' }));
show(await call('GET', '/api/posts?where[title][like]=chan&depth=1'));
show(await call('GET', '/api/users/me'));
console.log((await (await fetch(origin)).text()).match(/<ul>.*?<\/ul>/)?.[0]);
const admin = await fetch(`${origin}/admin/login`);
console.log(admin.status, (await admin.text()).includes('field-email'));
