'use strict';
class ValidationError extends Error {
  constructor(field) {
    super(`${field} is wrong`);
    this.field = field;
  }
}
throw new ValidationError('age');
