'use strict';

const http = require('http');
const { createYoga, createSchema, createPubSub } = require('graphql-yoga');
const { graphql, buildSchema, parse, validate, print, GraphQLError, introspectionFromSchema, printSchema } = require('graphql');

const typeDefs = 'type Query { hello(name: String = "you"): String! user(id: ID!): User fail: Int } type User { id: ID! friends(first: Int): [User!]! } type Mutation { add(a: Int!, b: Int!): Int! } type Subscription { count(to: Int!): Int! }';
const schema = createSchema({
  typeDefs,
  resolvers: {
    Query: { hello: (_, { name }) => `Hello ${name}`, user: (_, { id }) => ({ id }), fail: () => { throw new GraphQLError('on purpose', { extensions: { code: 'OWN' } }); } },
    User: { friends: ({ id }, { first }) => Array.from({ length: first ?? 1 }, (_, i) => ({ id: `${id}.${i}` })) },
    Mutation: { add: (_, { a, b }) => a + b },
    Subscription: { count: { async* subscribe(_, { to }) { for (let i = 1; i <= to; i++) yield { count: i }; } } },
  },
});
(async () => {
  console.log(JSON.stringify(await graphql({ schema, source: 'query Q($n: String) { hello(name: $n) user(id: 1) { friends(first: 2) { id } } }', variableValues: { n: 'x' } })));
  console.log(JSON.stringify(await graphql({ schema, source: '{ fail hello }' })), validate(schema, parse('{ nope }')).map(({ message }) => message));
  console.log(print(parse('{a(x:1){b ...F}} fragment F on T{c}')), printSchema(buildSchema('type Query { a: Int }')), introspectionFromSchema(schema).__schema.types.length > 5, typeof createPubSub().publish);
  const yoga = createYoga({ schema, logging: false, maskedErrors: true });
  const server = http.createServer(yoga).listen(0, async () => {
    const ask = (body, headers = {}) => new Promise((resolve) => http.request({ port: server.address().port, path: '/graphql', method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json', ...headers } }, (res) => {
      let text = '';
      res.on('data', (chunk) => { text += chunk; }).on('end', () => { console.log(res.statusCode, res.headers['content-type'], text.trim()); resolve(); });
    }).end(JSON.stringify(body)));
    await ask({ query: '{ hello }' });
    await ask({ query: 'mutation { add(a: 1, b: 2) }' });
    await ask({ query: '{ nope }' });
    await ask({ query: '{' });
    await ask({ query: 'subscription { count(to: 2) }' }, { accept: 'text/event-stream' });
    server.close();
    server.closeAllConnections();
  });
  try {
    buildSchema('type Query { a: Missing }');
  } catch (error) {
    console.log(error.message);
  }
})();
