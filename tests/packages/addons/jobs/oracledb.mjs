import oracledb from 'oracledb';

console.log(oracledb.thin, oracledb.versionString.split('.').length);
await oracledb.getConnection({ user: 'x', password: 'y', connectString: '127.0.0.1:1/none' }).catch((error) => console.log(error.code));
