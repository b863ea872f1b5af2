"""Frameworks that render pages on the server, and Storybook."""

from __future__ import annotations

from tests.frameworks.steps import PORT, Ask, Project, Run, Serve

_JSON = {"content-type": "application/json"}
_FORM = {"content-type": "application/x-www-form-urlencoded"}
_POST = '{"a": [1]}'
_NUXT_ASKS = (
    "/",
    "/post/1",
    "/post/9",
    "/static",
    Ask("/cached", again=1),
    "/old",
    "/api/hello?name=x",
    "/api/stream",
    Ask("/api/hello", "POST", _JSON, _POST),
)
_ASTRO_ASKS = ("/", "/post/first", "/post/second", "/now?name=Ada", "/nowhere", Ask("/api/echo", "POST", _JSON, _POST))
_KIT_ASKS = (
    "/?q=1",
    "/post/1",
    "/post/9",
    "/api",
    "/nowhere",
    "/?/__data.json",
    Ask("/api", "POST", _JSON, _POST),
    Ask("/form", "POST", _FORM, "name=Ada"),
    Ask("/form", "POST", _FORM, "name="),
)
_ROUTER_ASKS = (
    "/?q=1",
    "/about",
    "/post/1",
    "/post/9",
    "/api",
    "/nowhere",
    "/_root.data?q=2",
    Ask("/api", "POST", _JSON, _POST),
    Ask("/?index", "POST", _FORM, "name=Ada"),
    Ask("/?index", "POST", _FORM, "name="),
)

PROJECTS = [
    Project(
        "nuxt",
        "Nuxt 4",
        "nuxt4",
        (Run("nuxt build", output=False, measured="build"), Serve(".output/server/index.mjs", _NUXT_ASKS, measured="first answer")),
        features="pages, API routes, middleware, cached and prerendered routes, streams",
        shown=("nuxt", "vue"),
    ),
    Project(
        "nuxt-dev",
        "`nuxt dev` 4",
        "nuxt4",
        (
            Serve(
                f"nuxt dev --port {PORT} --host localhost --no-fork",
                (Ask("/", body_compared=False), "/api/hello?name=x"),
                measured="first page",
            ),
        ),
        features="first page, routes",
        shown=("nuxt",),
    ),
    Project(
        "astro",
        "Astro",
        "astro",
        (
            Run("image.mjs"),
            Run("astro build", output=False, measured="build", files=("dist/client/**/*",)),
            Serve("dist/server/entry.mjs", _ASTRO_ASKS, measured="first answer", env={"HOST": "localhost"}),
        ),
        features="content collections, Markdown with Shiki, images by sharp, server pages, middleware, endpoints",
        shown=("astro",),
    ),
    Project(
        "astro-dev",
        "`astro dev`",
        "astro",
        (
            Run("image.mjs"),
            Serve(
                f"astro dev --port {PORT}",
                (Ask("/", body_compared=False), "/now?name=x", Ask("/post/first", body_compared=False)),
                measured="first page",
            ),
        ),
        features="first page, routes",
        shown=("astro",),
    ),
    Project(
        "sveltekit",
        "SvelteKit",
        "sveltekit",
        (
            Run("vite build", output=False, measured="build"),
            Serve("build/index.js", _KIT_ASKS, measured="first answer", env={"ORIGIN": f"http://localhost:{PORT}"}),
            Serve(f"vite dev --port {PORT} --host localhost", ("/?q=1", "/post/1", "/api"), measured="first page"),
        ),
        features="pages, streamed values, form actions, hooks, endpoints, dev server",
        shown=("@sveltejs/kit", "svelte"),
    ),
    Project(
        "react-router",
        "React Router 7",
        "react-router7",
        (
            Run("react-router build", output=False, measured="build"),
            Serve("react-router-serve build/server/index.js", _ROUTER_ASKS, measured="first answer"),
            Serve(f"react-router dev --port {PORT}", ("/about", "/api", "/post/1"), measured="first page"),
        ),
        features="loaders, actions, streamed values, prerendered pages, dev server",
        shown=("react-router", "react"),
        same=((r'"version": "0\.\d+"', "VERSION"),),
    ),
    Project(
        "storybook",
        "Storybook",
        "storybook",
        (
            Run("storybook build --quiet --disable-telemetry", output=False, measured="build", timeout=600),
            Serve(
                f"storybook dev -p {PORT} --ci --no-open --quiet",
                (Ask("/index.json"), Ask("/iframe.html", body_compared=False)),
                measured="first page",
            ),
        ),
        features="a static build, the dev server",
        shown=("storybook",),
    ),
    Project(
        "payload",
        "Payload 3",
        "payload",
        (
            Run("payload generate:importmap", output=False),
            Run("schema.mjs", output=False),
            Run("next build --webpack", output=False, measured="build", timeout=600),
            Serve(f"next start -p {PORT}", (Ask("/api/posts", body_compared=False),), measured="first answer", script="look.mjs"),
        ),
        features="REST, users and tokens, hooks, relations, local API in a page, the admin's page; SQLite by libsql",
        shown=("payload", "next"),
    ),
]
