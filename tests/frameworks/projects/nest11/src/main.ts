import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CatsModule } from './cats.js';

async function main() {
  const app = await NestFactory.create(CatsModule, { logger: ['error', 'warn'] });
  await app.listen(Number(process.env.PORT));
}
void main();
