export default defineEventHandler((event) => ({ text: `Hello ${getQuery(event).name}, ${useRuntimeConfig(event).secret}`, seen: event.context.seen }));
