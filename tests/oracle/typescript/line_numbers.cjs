'use strict';

// The place of an error in a stripped file.
for (const name of ['throws']) {
  try {
    require(`./fixtures/${name}.ts`);
  } catch (error) {
    console.log(error.message, error.stack.split('\n').slice(1, 4).map((line) => line.trim().replace(/\(.*fixtures/, '(fixtures')));
  }
}
