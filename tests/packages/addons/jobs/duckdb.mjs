import { DuckDBInstance } from '@duckdb/node-api';

const connection = await (await DuckDBInstance.create(':memory:')).connect();
const reader = await connection.runAndReadAll("select 42::bigint a, 'x' b, [1, 2] c, range(3) d, 1.5::decimal(5, 2) e");
console.log(reader.getRowObjectsJson());
await connection.run('bad').catch((error) => console.log(error.message.slice(0, 40)));
