import { Index, MetricKind } from 'usearch';

const index = new Index({ metric: MetricKind.L2sq, connectivity: 16, dimensions: 3 });
index.add(42n, new Float32Array([0.2, 0.6, 0.4]));
index.add(43n, new Float32Array([0.9, 0.1, 0.1]));
const { keys, distances } = index.search(new Float32Array([0.2, 0.6, 0.4]), 2);
console.log(keys, distances.map((distance) => Math.round(distance * 1000)), index.size());
