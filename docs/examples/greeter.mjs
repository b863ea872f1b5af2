// An ES module that another file of these requires.
console.log('greeter: evaluated');

export let greeted = 0;
export function greet(name) {
  greeted += 1;
  return `hello ${name}`;
}
