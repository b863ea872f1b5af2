export default {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  generateBuildId: () => 'build',
  typescript: { ignoreBuildErrors: true },
  allowedDevOrigins: ['localhost'],
  redirects: async () => [{ source: '/away', destination: '/form', permanent: false }],
};
