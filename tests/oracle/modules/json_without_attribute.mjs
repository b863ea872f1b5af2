// The import of JSON needs the attribute `type`.

try {
  await import('./fixtures/data.json');
} catch (error) {
  console.log(error.name, error.code, error.message.replace(import.meta.dirname, ''));
}
