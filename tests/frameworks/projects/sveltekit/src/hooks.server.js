export async function handle({ event, resolve }) {
  event.locals.seen = 'by the hook';
  return resolve(event);
}
