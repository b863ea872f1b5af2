import { withPayload } from '@payloadcms/next/withPayload';

export default withPayload({ generateBuildId: () => 'build', typescript: { ignoreBuildErrors: true } });
