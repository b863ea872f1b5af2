'use strict';

const { of, from, interval, timer, Subject, BehaviorSubject, ReplaySubject, merge, combineLatest, forkJoin, throwError, firstValueFrom, lastValueFrom, asyncScheduler, EmptyError, TimeoutError, fromEvent } = require('rxjs');
const { map, filter, take, mergeMap, concatMap, switchMap, catchError, retry, scan, toArray, bufferCount, debounceTime, timeout, share, finalize, observeOn } = require('rxjs/operators');
const { EventEmitter } = require('events');

of(1, 2, 3).pipe(map((n) => n * 2), filter((n) => n > 2)).subscribe({ next: (n) => console.log('next', n), complete: () => console.log('complete') });
const subject = new BehaviorSubject('first');
const kept = new ReplaySubject(2);
subject.subscribe(kept);
subject.next('second'); subject.next('third'); subject.complete();
kept.subscribe((value) => console.log('kept', value));
(async () => {
  console.log(await lastValueFrom(interval(5).pipe(take(4), scan((a, n) => a + n, 0), toArray())));
  console.log(await firstValueFrom(forkJoin({ a: of(1), b: timer(5), c: Promise.resolve('p') })));
  console.log(await lastValueFrom(from([1, 2, 3]).pipe(concatMap((n) => timer(3).pipe(map(() => n))), bufferCount(2), toArray())));
  console.log(await lastValueFrom(merge(of('a'), of('b')).pipe(observeOn(asyncScheduler), toArray())));
  let tries = 0;
  console.log(await lastValueFrom(of(0).pipe(mergeMap(() => (++tries < 3 ? throwError(() => new Error('again')) : of(tries))), retry(5), finalize(() => console.log('final')))));
  const emitter = new EventEmitter();
  const seen = firstValueFrom(fromEvent(emitter, 'x').pipe(debounceTime(5)));
  emitter.emit('x', 1); emitter.emit('x', 2);
  console.log('last of', await seen);
  console.log(await lastValueFrom(of(1, 2).pipe(switchMap((n) => throwError(() => new TypeError(`bad ${n}`))), catchError((error) => of(error.message)))));
  await firstValueFrom(of()).catch((error) => console.log(error instanceof EmptyError, error.message));
  await firstValueFrom(new Subject().pipe(timeout(10))).catch((error) => console.log(error instanceof TimeoutError, error.message));
})();
