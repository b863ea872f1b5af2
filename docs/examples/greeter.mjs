// An ES module that the scripts beside it require and import.
console.log('greeter: evaluated');

export let greeted = 0;
export function greet(name) {
  greeted += 1;
  return `hello ${name}`;
}
