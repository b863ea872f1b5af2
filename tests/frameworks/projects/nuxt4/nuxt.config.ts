export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  telemetry: false,
  buildId: 'build',
  css: ['~/assets/main.css'],
  runtimeConfig: { secret: 'only on the server', public: { shown: 'everywhere' } },
  routeRules: { '/old': { redirect: '/' }, '/static': { prerender: true }, '/cached': { swr: 60 } },
});
