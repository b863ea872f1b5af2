function thrower() {
  throw new TypeError('in a module');
}
thrower();
