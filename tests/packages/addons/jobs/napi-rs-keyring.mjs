import { Entry } from '@napi-rs/keyring';

try {
  new Entry('anode test', 'nobody').getPassword();
  console.log('asked');
} catch (error) {
  console.log(error.name);
}
process.exit(0);
