// Print `failed: 2` for the user who fails, and the names of the others.
const fetchUser = async (id) => {
  if (id === 2) throw new Error('no such user');
  return `user ${id}`;
};

for (const id of [1, 2, 3]) {
  fetchUser(id).then((name) => console.log(name), () => console.log(`failed: ${id}`));
}
