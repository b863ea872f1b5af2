import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { compile, parse, preprocess, walk, VERSION } from 'svelte/compiler';
import { render } from 'svelte/server';
import { writable, derived, get } from 'svelte/store';

const source = `<script>
  let { names = [] } = $props();
  let count = $derived(names.length);
</script>
<h1 class:many={count > 1}>Hello {count}</h1>
{#each names as name, i (name)}<p data-i={i}>{name}</p>{:else}<p>nobody</p>{/each}
{#if count}<b>{@html '<i>raw</i>'}</b>{/if}
<style>h1 { color: red }</style>`;
console.log(typeof VERSION, parse(source, { modern: true }).fragment.nodes.map((node) => node.type));
const { js, css, warnings } = compile(source, { generate: 'server', filename: 'App.svelte' });
console.log(css.code.replace(/\s+/g, ' '), warnings.length, js.code.includes('export default'));
const file = path.join(import.meta.dirname, 'App.compiled.mjs');
writeFileSync(file, js.code);
const { default: App } = await import(pathToFileURL(file).href);
console.log(render(App, { props: { names: ['a', 'b <'] } }).body);
console.log(render(App, { props: {} }).body);
const store = writable(1);
const doubled = derived(store, (value) => value * 2);
store.update((value) => value + 4);
console.log(get(doubled));
console.log((await preprocess('<p>x</p>', { markup: ({ content }) => ({ code: content.replace('x', 'y') }) })).code);
try {
  compile('{#if x}<p>', {});
} catch (error) {
  console.log(error.code, error.message.split('\n')[0], error.position);
}
