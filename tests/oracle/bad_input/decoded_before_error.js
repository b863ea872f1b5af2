'use strict';

// Streams with bad data: the decoded bytes before it come first, in whole buffers and in the same pieces. The data is fixed, so that both
// runtimes read the same.

const zlib = require('zlib');
const { createHash } = require('crypto');

const compressed = {
  gzip: 'H4sIAAAAAAAAA02WS44kIQxEr+Ij8DGf+7BgRrTEggXXH70gWxqpVMrKAtsRDgekv5aOlWHlWnMrbm3xidNysNQtu8Vh9VhZtiwG/qybh24eLLo2b1bnYM67Ms2ndbfWLS9L0/Lm+9g0H6xP145VN+8Wt3XSlk22eInoph/pksa75cuyEiimXEtu5VgbdqwH652EbVjaFqxeUhwy5mm581A6cOKkhsEvXhzLw2qwbe5QEDfR8yCSiwjfPFcncFOefCwFq8uqgKRNcWWxMS0QtENlk021Q4IP86VKXAEm3PmFz9ZZVpSt6o1f24SLyhEvuIr4Cyxth7yw1z9+62LPET8BpN5pYh20LB0x7xDatrXL7mOdv4saQ/s6HLRuadDY9OgMbG6X0uuirU1FZTHYtlSy+WvqUSpg1RPH+FrWjpibYnwRMl94inpOkk9Zn0iimAPC+568ccX3QeY2PpXWgwCaYjZHAX6J0ILiC1xSWHi4bHGRmLawilNof5IIIjJoo1oTpZyifhYpLR+pM9giRglQ00R5dAskSxcwHYZR7ILXrEoexjKtw0dW7cW1KqCRssAHywPcvUtSUl4M1H6AsaWQKaEHcf4EJjhx0GVn+MqCjzbtEilJc4VxqCI2HXalS7OKg8hVJ43T5qJs9a1XfX5N7C6w0sJuqDRA2fwYy/cb4LZpbnv8azwVwCX2fIDZJCC/vGni/lK9enRo16XxTQNarg0bojBQddeWp9puk1hVo8kIHmLhHYpSg/ooIFEKbF0DHQhcNeVxyn9kEfC5KUXN7wXoz8LelHULFuigZqRtUQnN9QC5S0eKnSWuvNjscHRokGsW5JIAw4dcwx8nqSh9IcHUqexZWn7DeNX78DU0Cr1vKpVzBnmhzKu5tT/8l64gHmm10I2quL7kRsKDSR8eUMShGjS5+RmXXU2sVkV599vUOxTXCdbL69hJf8Xr/IquV34jxeB/V7JaWBhu9Ezkwkd/I7ABhitBb+0mHTLyi4Iu3ata44qZpYxOeXVAXZYFuISUN3TLiJzS8eAryo4ddXNqkI4kMkjQuylM2wZwaXxAAsaj2aRJQcYjFuoSEf3NJtCR7ZvYKFq/FWIuyvSSBpvpkPSjTluXKUTxmkRZkxZUwjO2p9kki4q/spjK65+31g7luKFm4MkpPceX0PGqgULBO3Rkq/yk+pO2FA0zUlo6ipwSZCR1yxN0SLejE6RJLHxfpZN+j0m+XBbktY5tFdF72MiRpWLzEjxFw7sk566O3TciQD8EaPLoKgPNgwF5FBcd6j3oIJM7ZxFS9sd+nP/dFVDUGx1OrCobdoHdlM3QSltvqqrO6/58XVcEjndxDBWuozIAMofPcOaXQF3kJqCTgEDbPCrKE2r/zI2OvNuJTrV3KZqSFyHiJlWW1/g7SK8QqglZs6DrVvv5bkVVN4T6cOkEqL+XuazbhOvEpS3rE4/rTLqmK0WUi+PfcqKicWoaLfozePgHsOknbCsKAAA=',
  deflate: 'eJxNlkuOJCEMRK/iI/Axn/uwYEa0xIIF1x+9IFsaqVTKygLbEQ4HpL+WjpVh5VpzK25t8YnTcrDULbvFYfVYWbYsBv6sm4duHiy6Nm9W52DOuzLNp3W31i0vS9Py5vvYNB+sT9eOVTfvFrd10pZNtniJ6KYf6ZLGu+XLshIoplxLbuVYG3asB+udhG1Y2hasXlIcMuZpufNQOnDipIbBL14cy8NqsG3uUBA30fMgkosI3zxXJ3BTnnwsBavLqoCkTXFlsTEtELRDZZNNtUOCD/OlSlwBJtz5hc/WWVaUreqNX9uEi8oRL7iK+AssbYe8sNc/futizxE/AaTeaWIdtCwdMe8Q2ra1y+5jnb+LGkP7Ohy0bmnQ2PToDGxul9Lroq1NRWUx2LZUsvlr6lEqYNUTx/ha1o6Ym2J8ETJfeIp6TpJPWZ9IopgDwvuevHHF90HmNj6V1oMAmmI2RwF+idCC4gtcUlh4uGxxkZi2sIpTaH+SCCIyaKNaE6Wcon4WKS0fqTPYIkYJUNNEeXQLJEsXMB2GUeyC16xKHsYyrcNHVu3FtSqgkbLAB8sD3L1LUlJeDNR+gLGlkCmhB3H+BCY4cdBlZ/jKgo827RIpSXOFcagiNh12pUuzioPIVSeN0+aibPWtV31+TewusNLCbqg0QNn8GMv3G+C2aW57/Gs8FcAl9nyA2SQgv7xp4v5SvXp0aNel8U0DWq4NG6IwUHXXlqfabpNYVaPJCB5i4R2KUoP6KCBRCmxdAx0IXDXlccp/ZBHwuSlFze8F6M/C3pR1CxbooGakbVEJzfUAuUtHip0lrrzY7HB0aJBrFuSSAMOHXMMfJ6kofSHB1KnsWVp+w3jV+/A1NAq9byqVcwZ5ocyrubU//JeuIB5ptdCNqri+5EbCg0kfHlDEoRo0ufkZl11NrFZFeffb1DsU1wnWy+vYSX/F6/yKrld+I8Xgf1eyWlgYbvRM5MJHfyOwAYYrQW/tJh0y8ouCLt2rWuOKmaWMTnl1QF2WBbiElDd0y4ic0vHgK8qOHXVzapCOJDJI0LspTNsGcGl8QALGo9mkSUHGIxbqEhH9zSbQke2b2ChavxViLsr0kgab6ZD0o05blylE8ZpEWZMWVMIztqfZJIuKv7KYyuuft9YO5bihZuDJKT3Hl9DxqoFCwTt0ZKv8pPqTthQNM1JaOoqcEmQkdcsTdEi3oxOkSSx8X6WTfo9JvlwW5LWObRXRe9jIkaVi8xI8RcO7JOeujt03IkA/BGjy6CoDzYMBeRQXHeo96CCTO2cRUvbHfpz/3RVQ1BsdTqwqG3aB3ZTN0Epbb6qqzuv+fF1XBI53cQwVrqMyADKHz3Dml0Bd5Cagk4BA2zwqyhNq/8yNjrzbiU61dymakhch4iZVltf4O0ivEKoJWbOg61b7+W5FVTeE+nDpBKi/l7ms24TrxKUt6xOP60y6pitFlIvj33KionFqGi36M3j4B8IXRw0=',
  brotli: 'GyoK+B0JNi7Ux8aNLLgaavOveRAEwUHqGpiyJ2QGGcT5iO7JQ0RFAyTUCwbKg3/cODeGy4IRKBHuJl9gaYF7BhinguBnZDzHSeGonOdjx7yntNB7YUrhQL8fxQMsHRqIOTI7P4dTZmZfr2c/qkZSIwyG844irFz8TC4qyrMZunPJDict0XRs1kpEJt1mP2XlsR2NeNK0vu5Uxmav6/slQIPLJJzXK7edmPIcG9+jA1RrrGEuRwTXXee5V0eKARUTvRCngLtzGmEBNJw1XJtPOIDCsNSWbstuooSrYxAuZSSTgs2qXtWD9YS2Zo5zXXJKxoNPGXR0xEw1Ludw2GKTxB4McSzo1IdqkjTMalPiywa7HQC+HsMz7nUAB5IjI8nc22rJEDCqxG5k9WSlM5B76l+vkxnCsTI2sGj4JYfN/0Se4qf1ciueEBKWPIxJtu62RuX7K1+QK/1/r1d8Up8uTFdkYubn5PNO2maz+qbh+Bf/zoP7Yyds7v02At5pMKB7n007JNoj6MUVqLbFRJM7YOsZY0Hq2P5VzX2rz3FsrNd7ve2XWLmdfxe5RxywSqwcjc8De9mfgM28zRhTHRGamk8Z4ZTrFScSgFz1dy/IruK4n8urt8G+TDU7jmJlvFbFNQG3Qv4JlUE5inUCO4c/B8r+B0xG6K0LaPuyTSliODv2UKVknf1W36xmcf9RSzqgNnePqo+Czyeq8OstfqjHB3mfsdPJFrB7eh/X7/+R3ogtN5iiy1jNCXrqAfefAYy3OaEcHENZyG7CjdYWOrHLdHykg88dyALKCJ963ERVL9keqyO7q+cdTMA2GEHcmqwyaXbpmtLm39ZVuH3ujcCIq+4dsW8K7rD2Lz09W8+pUqTjFpbce4vvJxy89gbTZGQawKTRIdKm8ph6G4yYI6MvCXw/Xa2b/WGxouOqjebA0IVI9dqSHjoC6P18SYhlok6j+kPXRwk77TCSHNvxh/Fj0VYhfFuePIUq+XrC/gOxKLtusCnDRWi8FOvUo+fe7hPjdCuI5HyjINk=',
  zstd: 'KLUv/WArCR0kAKapWhSgJWkDoEMgOZ/7/zuye2eLbfqfNVEAVQBVAL/VYs7AI8NgYeAQjDWLlZyHaEEP53mUT96S2sD4JX9HC61jvG8eXso7eGjgQBaB8Xx0uEPdEujHcqOajIVFeZhz/MBIlsBhxPnln7ec5UEGoIIOFRhHBpfEn5MSFhoiSl8iuf2pLv/wEoEoGgsKN06cBEFPLzhhe1KUZDws9Niznj8ozb/AMoRljZPaGfXeCm8fgos7jxbGCRKlZBZmIY/gbvpnoBOGOLQWoz/aOEGuG0uB8+/EGsxpKy/RymM+LgIRIA4zPbEY/0I1DZMmeLPzGWrBaBy5dHoLb4fFj3gnDG8/hG4Qo/DeRL6WBlnROpyo58gFHTKFmKIClsB5YyBGb34nYXILAs6n1Qm4c2vQB9EHKEyvt2OlyMtzLHxUjsfsqX2kZU4OfNDf2NnbCYMjjCTTekbMUcGGR/gtch5sGp6wHgKjFZlS+H5tcTYEgbmo8VRyRlJSUCk0BiEECMNQJEyqDxGgZupewZ7wyKlIclRZoTPAyW7phohr/MoSHHRyx2yVN0gsZz4i5FJoLsMXcYDpwAHzPululnEo+bFJji7dXMr0Q2gDXlZWUCjjMA/PWHENqOgA0A36cHkgS08nYfFMUMR24B8npPylwN11I9xULFJrFZ9qFX3xBVWFURjo5JLMJDSY2V5V96jw+iSle/z3BI0k6cNewFrdrPS2KBDb8U315qliky6MxzSmW1jj7czXqWHsIh+G/k2XwJhogu6o59HzKOzid9P/CIaRmCuljnQwQSAllmIRJSJgJz8YQXiPpGzghyMM/LjZDNuDxSZ8w8yULXogR3BXIw9dx550Kn1rt7alq7ZS+3P1Mj5zx1Chp/nwCOdzJ/wfFY7kTPBxV+JswMzQR65bY8l1z/C5olwHvA0IpKAHcxrVFiGxFxdPPJ1gQq+7aU/gpAzWb8kGmOBwSQ2IgeAW497LjFCM/C1SMF6t5eCFUHONqAWmaCTEEQBPt7M0L6ZdwFRcjXrSNREGAOf0PwqTgxEdZ5Zx8QoEigbjRZAp1R+K1J3Ukqrbf/mk9qpGHMKTZYuT3GtjzkpHB3QAgdRagV4UuI46sZCMT5Y/ZMPMQ4b5jeXjIDQrVImXMRPjt5JlIhYZncbu0/99jxEye0Qx8IAT0QPurHXSqWjjvPWH8Ub3acBfOOW/uLr1Vw2WsQeuJxG+E7upEw8YpdelAsisu3wZlTDl/GX7EKAkZmlMcGIzdb5YIhUTSc97G66sZQdFF67t1GPbEb8tk2en8UgG19PAG6bpLAS9fgW8fySVhYVEg4Az3hW4APc7LwpLmkffL6OmriWRCyctIC8Ezh+ueqWJUYm37SBGFEkCaA76k9WLOEa1Sd8PwGo57ndwhT/nX2KjgIX1PMiWdMkxorzYsbBi7o8jQ38rPc8lp8XGDgWn/gezFNcohB1WnVq0cwf1kWlcSY74zQA1KJxjMETMIA8kjUdadTxT/bSGmFxJKhE8VRIL1xU1ByqBuntcBSBnfAJCRXZVAw==',
};
const streams = { gzip: 'createGunzip', deflate: 'createInflate', brotli: 'createBrotliDecompress', zstd: 'createZstdDecompress' };
const whole = { gzip: 'gunzipSync', deflate: 'inflateSync', brotli: 'brotliDecompressSync', zstd: 'zstdDecompressSync' };
const flip = (data, at) => {
  const copy = Buffer.from(data);
  copy[at] ^= 0xff;
  return copy;
};
const damage = {
  'half': (data) => data.subarray(0, data.length >> 1),
  'last byte gone': (data) => data.subarray(0, -1),
  'something behind': (data) => Buffer.concat([data, Buffer.from('garbage')]),
  'twice': (data) => Buffer.concat([data, data]),
  'first byte': (data) => flip(data, 0),
  'a byte in the middle': (data) => flip(data, data.length >> 1),
  'last byte': (data) => flip(data, data.length - 1),
  'empty': () => Buffer.alloc(0),
  'zeros': () => Buffer.alloc(64),
  'text': () => Buffer.from('no compressed data at all'),
};
const sum = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 8);

function run(format, data, options, size) {
  return new Promise((resolve) => {
    const stream = zlib[streams[format]](options);
    const parts = [];
    const events = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => events.push('end'));
    stream.on('error', (error) => events.push(`${error.name} ${error.code} ${error.errno} ${error.message}`));
    stream.on('close', () => {
      const all = Buffer.concat(parts);
      console.log(' ', JSON.stringify(options), size, all.length, sum(all), parts.map((part) => part.length).join(' '), events.join(), stream.bytesWritten);
      resolve();
    });
    for (let at = 0; at < data.length; at += size) stream.write(data.subarray(at, at + size));
    stream.end();
  });
}

(async () => {
  for (const format of Object.keys(streams)) {
    for (const kind of Object.keys(damage)) {
      const data = damage[kind](Buffer.from(compressed[format], 'base64'));
      try {
        const out = zlib[whole[format]](data);
        console.log(format, kind, out.length, sum(out));
      } catch (error) {
        console.log(format, kind, error.name, error.code, error.errno, error.message);
      }
      for (const options of [{}, { chunkSize: 300 }, { rejectGarbageAfterEnd: true }]) {
        await run(format, data, options, 1 << 16);
        await run(format, data, options, 200);
      }
    }
  }
})();
