import { createApp } from 'vue';
import App from './App.vue';

const name: string = 'Vite';
createApp(App, { name }).mount('#app');
