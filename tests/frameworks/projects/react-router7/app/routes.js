import { index, route } from '@react-router/dev/routes';

export default [index('routes/home.jsx'), route('about', 'routes/about.jsx'), route('post/:id', 'routes/post.jsx'), route('api', 'routes/api.js')];
