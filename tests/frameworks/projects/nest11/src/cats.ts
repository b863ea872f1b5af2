import {
  BadRequestException, Body, CanActivate, Controller, ExecutionContext, Get, Header, HttpCode, Injectable, NestInterceptor, CallHandler, Module,
  NotFoundException, Param, ParseIntPipe, PipeTransform, Post, Query, Sse, StreamableFile, UseGuards, UseInterceptors, UsePipes, MiddlewareConsumer,
} from '@nestjs/common';
import { interval, map, take } from 'rxjs';

interface Cat { name: string }

@Injectable()
export class Cats {
  private readonly cats: Cat[] = [{ name: 'Tom' }];

  all(): Cat[] { return this.cats; }

  one(id: number): Cat {
    const cat = this.cats[id];
    if (!cat) throw new NotFoundException(`no cat ${id}`);
    return cat;
  }

  add(cat: Cat): number { return this.cats.push(cat); }
}

@Injectable()
class Key implements CanActivate {
  canActivate(context: ExecutionContext): boolean { return context.switchToHttp().getRequest().headers.key === 'secret'; }
}

@Injectable()
class Wrap implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) { return next.handle().pipe(map((data) => ({ data, by: context.getHandler().name }))); }
}

@Injectable()
class Named implements PipeTransform {
  transform(value: unknown) {
    if (typeof (value as Cat | undefined)?.name !== 'string') throw new BadRequestException(['name must be a string']);
    return value;
  }
}

@Controller('cats')
export class CatsController {
  constructor(private readonly cats: Cats) {}

  @Get() @UseInterceptors(Wrap) list(@Query('q') q?: string) { return { q, cats: this.cats.all() }; }

  @Get('stream') @Header('content-type', 'text/plain') file() { return new StreamableFile(Buffer.from('a stream')); }

  @Sse('ticks') ticks() { return interval(5).pipe(take(3), map((n) => ({ data: { n } }))); }

  @Get('secret') @UseGuards(Key) secret() { return 'told'; }

  @Get('broken') broken() { throw new Error('not for clients'); }

  @Get(':id') one(@Param('id', ParseIntPipe) id: number) { return this.cats.one(id); }

  @Post() @HttpCode(202) @UsePipes(Named) add(@Body() cat: Cat) { return { number: this.cats.add(cat) }; }
}

@Module({ controllers: [CatsController], providers: [Cats] })
export class CatsModule {
  configure(consumer: MiddlewareConsumer) {
    consumer.apply((_: unknown, response: { setHeader(n: string, v: string): void }, next: () => void) => {
      response.setHeader('x-middleware', 'yes');
      next();
    }).forRoutes(CatsController);
  }
}
