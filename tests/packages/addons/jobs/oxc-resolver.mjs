import { ResolverFactory } from 'oxc-resolver';

const resolver = new ResolverFactory({ conditionNames: ['node', 'require'] });
console.log(resolver.sync(process.cwd(), 'msgpackr').path.split('node_modules')[1]);
console.log((await resolver.async(process.cwd(), 'missing')).error);
