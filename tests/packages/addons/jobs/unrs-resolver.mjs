import { ResolverFactory } from 'unrs-resolver';

const resolver = new ResolverFactory({ conditionNames: ['node', 'import'] });
console.log(resolver.sync(process.cwd(), 'esbuild').path.split('node_modules')[1]);
