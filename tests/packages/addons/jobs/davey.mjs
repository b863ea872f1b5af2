import { DAVESession, DAVE_PROTOCOL_VERSION } from '@snazzah/davey';

const session = new DAVESession(1, '1', '2');
console.log(DAVE_PROTOCOL_VERSION, session.userId, session.ready, session.getSerializedKeyPackage().length > 100);
