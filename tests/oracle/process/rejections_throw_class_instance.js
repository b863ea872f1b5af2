'use strict';
class Reason { constructor() { this.a = 1; } }
Promise.reject(new Reason());
