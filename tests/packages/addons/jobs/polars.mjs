import pl from 'nodejs-polars';

const frame = pl.DataFrame({ a: [1, 2, 3], b: ['x', 'y', 'x'] });
console.log(frame.groupBy('b').agg(pl.col('a').sum()).sort('b').toRecords(), frame.filter(pl.col('a').gt(1)).shape);
