'use strict';
for (const run of [() => new URL(), () => new URL('x'), () => new URL('http://'), () => new URL('/a', 'b'), () => new URL('http://a b'), () => new URL('http://[::1'), () => new URL('http://a:99999'), () => new URL(Symbol('x')), () => URL('http://a'), () => URL.canParse(), () => URL.canParse('x', 'http://a'), () => URL.parse('x'), () => URL.parse('http://a/b').href, () => URL.createObjectURL(5), () => URL.revokeObjectURL(),
                   () => { const u = new URL('http://a'); u.href = 'nope'; }, () => Object.getOwnPropertyDescriptor(URL.prototype, 'href').get.call({}), () => URL.prototype.toString.call(5), () => { const u = new URL('http://a/'); u.port = '99999'; u.protocol = 'nope:'; u.host = ''; u.hostname = 'b c'; u.search = 'x y'; u.hash = '#'; return u.href; },
                   () => new URLSearchParams(5).toString(), () => new URLSearchParams([1]), () => new URLSearchParams([['a']]), () => new URLSearchParams([['a', 'b', 'c']]), () => new URLSearchParams({ [Symbol.iterator]: 5 }), () => new URLSearchParams(Symbol('x')), () => URLSearchParams(), () => new URLSearchParams().append('a'), () => new URLSearchParams().get(), () => new URLSearchParams().forEach(), () => new URLSearchParams().forEach(5), () => new URLSearchParams().set('a', Symbol('x')), () => URLSearchParams.prototype.get.call({}, 'a'), () => new URLSearchParams('a=1').entries().next.call({})]) {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message, error.input, error.base);
  }
}
