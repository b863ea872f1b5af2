export default defineEventHandler((event) => { event.context.seen = 'by the middleware'; });
