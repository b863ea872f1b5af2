'use strict';
const v8=require('v8'); const s=new v8.Serializer(); const b=new ArrayBuffer(4); s.writeHeader(); s.writeValue([new Uint8Array(b), new Uint16Array(b,2), b]); const o=s.releaseBuffer(); console.log(o.toString('hex')); const d=new v8.Deserializer(o); d.readHeader(); const r=d.readValue(); console.log(r, r[0].buffer===r[1].buffer, r[2]===r[0].buffer);
