import 'reflect-metadata';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { Cats, CatsModule } from '../src/cats.js';

describe('cats', () => {
  let app;
  const all = jest.fn(() => [{ name: 'mocked' }]);

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [CatsModule] }).overrideProvider(Cats).useValue({ all }).compile();
    app = module.createNestApplication();
    await app.init();
  });

  afterAll(() => app.close());

  it('lists', async () => {
    const { body } = await request(app.getHttpServer()).get('/cats?q=a').expect(200);
    expect(body).toEqual({ data: { q: 'a', cats: [{ name: 'mocked' }] }, by: 'list' });
    expect(all).toHaveBeenCalledTimes(1);
  });

  it('guards', () => request(app.getHttpServer()).get('/cats/secret').expect(403));

  it('parses', () => request(app.getHttpServer()).get('/cats/x').expect(400, { message: 'Validation failed (numeric string is expected)', error: 'Bad Request', statusCode: 400 }));
});
