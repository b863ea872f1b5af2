// A model written by hand: y = relu(x · w + b), w and b constants. Right and wrong inputs, shapes, types, two sessions at once.
const ort = require('onnxruntime-node');

// Protocol Buffers: a field's number and kind, then its value.
const varint = (n) => (n < 128 ? [n] : [(n & 127) | 128, ...varint(n >>> 7)]);
const number = (field, n) => Buffer.from([...varint(field << 3), ...varint(n)]);
const bytes = (field, ...parts) => {
  const data = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from([...varint((field << 3) | 2), ...varint(data.length)]), data]);
};
const FLOAT = 1;
const shape = (dims) => bytes(2, ...dims.map((dim) => bytes(1, typeof dim === 'number' ? number(1, dim) : bytes(2, dim))));
const value = (name, dims) => Buffer.concat([bytes(1, name), bytes(2, bytes(1, number(1, FLOAT), shape(dims)))]);
const constant = (name, dims, data) => Buffer.concat([
  ...dims.map((dim) => number(1, dim)), number(2, FLOAT), bytes(8, name), bytes(9, new Uint8Array(Float32Array.from(data).buffer)),
]);
const node = (type, inputs, outputs) => Buffer.concat([...inputs.map((name) => bytes(1, name)), ...outputs.map((name) => bytes(2, name)), bytes(4, type)]);
const model = Buffer.concat([
  number(1, 8),
  bytes(7,
    bytes(1, node('MatMul', ['x', 'w'], ['xw'])), bytes(1, node('Add', ['xw', 'b'], ['sum'])), bytes(1, node('Relu', ['sum'], ['y'])),
    bytes(2, 'graph'),
    bytes(5, constant('w', [3, 2], [1, -1, 2, 0.5, -3, 4])), bytes(5, constant('b', [2], [0.5, -1])),
    bytes(11, value('x', ['n', 3])), bytes(12, value('y', ['n', 2]))),
  bytes(8, number(2, 17)),
]);

(async () => {
  console.log(Object.keys(ort.env.versions), ort.listSupportedBackends().find(({ name }) => name === 'cpu'));
  const session = await ort.InferenceSession.create(model);
  console.log(session.inputNames, session.outputNames, session.inputMetadata, session.outputMetadata);
  const x = new ort.Tensor('float32', Float32Array.from([1, 2, 3, 4, 5, 6]), [2, 3]);
  const { y } = await session.run({ x });
  console.log(y.type, y.dims, y.data);
  const many = await Promise.all(Array.from({ length: 20 }, (_, i) => session.run({ x: new ort.Tensor('float32', new Float32Array(3).fill(i), [1, 3]) })));
  console.log(many.map((result) => [...result.y.data]));
  for (const bad of [
    () => session.run({ z: x }), () => session.run({ x: new ort.Tensor('float32', new Float32Array(4), [2, 2]) }),
    () => session.run({ x: new ort.Tensor('int64', BigInt64Array.from([1n, 2n, 3n]), [1, 3]) }),
    () => ort.InferenceSession.create(Buffer.from('not a model')), () => ort.InferenceSession.create('/nowhere.onnx'),
    async () => new ort.Tensor('float32', new Float32Array(3), [2, 2]),
  ]) {
    await bad().then(console.log, (error) => console.log(error.constructor.name, error.message));
  }
  const other = await ort.InferenceSession.create(model, { graphOptimizationLevel: 'disabled', intraOpNumThreads: 1 });
  const preallocated = { y: new ort.Tensor('float32', new Float32Array(4), [2, 2]) };
  console.log((await other.run({ x }, preallocated)).y.data, preallocated.y.data);
  await other.release();
  await session.release();
})();
