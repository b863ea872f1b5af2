'use strict';
class Odd extends Error {
  toString() { return 'never shown'; }
  get name() { return 'OddName'; }
}
throw new Odd('message');
