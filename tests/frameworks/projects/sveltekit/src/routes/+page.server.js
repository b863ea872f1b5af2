export const load = ({ locals, url }) => ({
  seen: locals.seen, q: url.searchParams.get('q'), late: new Promise((resolve) => { setTimeout(resolve, 20, 'a late value'); }),
});
