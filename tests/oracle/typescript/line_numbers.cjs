'use strict';

// Where an error is, in a file whose types are gone.
for (const name of ['throws']) {
  try {
    require(`./fixtures/${name}.ts`);
  } catch (error) {
    console.log(error.message, error.stack.split('\n').slice(1, 4).map((line) => line.trim().replace(/\(.*fixtures/, '(fixtures')));
  }
}
