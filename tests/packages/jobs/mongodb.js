'use strict';

const { MongoClient, ObjectId, Long, Decimal128, Binary, Timestamp, BSON, MongoServerSelectionError, Double, UUID } = require('mongodb');
const { freePort } = require('./servers.cjs');

(async () => {
  const document = { _id: new ObjectId('65f000000000000000000001'), n: 1, long: Long.fromString('9007199254740993'), money: Decimal128.fromString('1.10'), at: new Date(0), raw: new Binary(Buffer.from([1, 2])), re: /x/i, list: [null, true, 'é'], deep: { t: new Timestamp({ t: 1, i: 2 }), d: new Double(3) }, u: new UUID('00000000-0000-4000-8000-000000000000') };
  const bytes = BSON.serialize(document);
  console.log(bytes.length, Buffer.from(bytes).toString('hex'));
  console.log(BSON.deserialize(bytes), BSON.calculateObjectSize(document));
  console.log(BSON.EJSON.stringify(document), BSON.EJSON.parse('{"a": {"$numberLong": "5"}}', { relaxed: false }));
  console.log(ObjectId.isValid('no'), document._id.getTimestamp().toISOString(), new ObjectId().toHexString().length, ObjectId.createFromTime(1).toString());
  for (const bad of [() => new ObjectId('no'), () => BSON.deserialize(Buffer.from([5, 0, 0])), () => BSON.serialize({ toJSON: 1, f: 1n << 70n }), () => new MongoClient('http://no'), () => { const a = {}; a.a = a; BSON.serialize(a); }]) {
    try {
      console.log(bad());
    } catch (error) {
      console.log(error.name, error.message);
    }
  }
  const client = new MongoClient(`mongodb://127.0.0.1:${await freePort()}/own`, { serverSelectionTimeoutMS: 300 });
  client.on('serverHeartbeatFailed', () => {});
  await client.connect().catch((error) => console.log(error instanceof MongoServerSelectionError, error.name, error.message.replace(/\d+$/, 'PORT')));
  console.log(client.db().databaseName, client.db().collection('c').namespace);
  await client.close();
})();
