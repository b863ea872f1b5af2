'use strict';

// Reads a heap snapshot: the names of the objects of a class.
const { parseSnapshotFromFile } = require('v8-heapsnapshot');

parseSnapshotFromFile(process.argv[2]).then((snapshot) => {
  const found = snapshot.nodes.filter((node) => node.type === 'object' && node.name === process.argv[3]);
  console.log(found.map((node) => node.out_edges.find((edge) => edge.name === 'name')?.to.name).filter(Boolean).sort().join());
});
