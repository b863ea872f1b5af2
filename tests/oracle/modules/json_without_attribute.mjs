// JSON has to be asked for as JSON.

try {
  await import('./fixtures/data.json');
} catch (error) {
  console.log(error.name, error.code, error.message.replace(import.meta.dirname, ''));
}
