// An import of a name that the module does not export.

try {
  await import('data:text/javascript,import { nothing } from "fs"');
} catch (error) {
  console.log(error.name, error.message.includes("does not provide an export named 'nothing'"));  // the engine appends the place
}
