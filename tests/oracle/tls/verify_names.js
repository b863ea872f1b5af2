'use strict';

// A certificate for other.example and *.wild.example, with hosts that fit exactly, by the wildcard, or not (one label too many or too few).

const { connect, pair, serve, told } = require('./fixtures/keys');

const names = ['other.example', 'OTHER.example', 'other.example.', 'a.wild.example', 'A-1.Wild.Example', 'b.a.wild.example', 'wild.example', 'example',
  '.wild.example', 'xn--a.wild.example', 'notother.example', 'other.example.org', '*.wild.example'];

serve(pair('other', 'client'), (socket) => socket.end(), (port, close) => {
  (function next() {
    const servername = names.shift();
    if (servername === undefined) return close();
    const client = connect(port, { servername }, () => console.log(servername, client.authorized, client.getPeerCertificate().subjectaltname));
    client.on('error', (error) => console.log(servername, told(error), error.cert?.subject.CN));
    client.resume();
    client.on('close', next);
  })();
});
