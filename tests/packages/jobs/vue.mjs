import { createSSRApp, defineComponent, h, ref, computed, reactive, watch, nextTick, provide, inject, compile } from 'vue';
import { renderToString, renderToWebStream } from '@vue/server-renderer';

const Child = defineComponent({
  props: { text: { type: String, required: true } },
  setup(props, { slots }) {
    const theme = inject('theme');
    return () => h('p', { class: ['child', theme], style: { color: 'red' } }, [props.text, slots.default?.()]);
  },
});
const App = {
  components: { Child },
  setup() {
    provide('theme', 'dark');
    const names = ref(['b', 'a & c']);
    return { names, sorted: computed(() => [...names.value].sort()), shown: true, html: '<b>raw</b>' };
  },
  template: `<h1 v-if="shown">Names: {{ names.length }}</h1><ul><li v-for="(name, i) in sorted" :key="name" :data-i="i">{{ name }}</li></ul>
    <Child text="hello"><em>slot</em></Child><div v-html="html"></div><input :value="names[0]" disabled>`,
};
console.log(await renderToString(createSSRApp(App)));

const state = reactive({ count: 0, deep: { list: [1] } });
watch(() => state.count, (now, before) => console.log('watched', before, now));
state.count += 2;
await nextTick();
console.log(compile('<a>{{ x }}</a>').name !== undefined);
let streamed = '';
for await (const chunk of renderToWebStream(createSSRApp({ render: () => h('i', 'streamed') }))) streamed += new TextDecoder().decode(chunk);
console.log(streamed);
const failing = createSSRApp({ setup() { throw new TypeError('in setup'); } });
await renderToString(failing).catch((error) => console.log(error.name, error.message));
