import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CatsModule } from './cats.js';

const app = await NestFactory.create(CatsModule, { logger: ['error', 'warn'] });
await app.listen(Number(process.env.PORT));
