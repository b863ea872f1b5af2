"""Next: builds and dev servers with both bundlers."""

from __future__ import annotations

from tests.frameworks.steps import PORT, Ask, Project, Run, Serve

_SHOWN = ("next", "react", "sharp")
_ENV = {"NEXT_SERVER_ACTIONS_ENCRYPTION_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}  # else each build makes a new one
_ASKS = (
    "/",
    "/post/1",
    "/post/3",
    "/post/9",
    "/nowhere",
    "/blocked",
    "/moved",
    "/cookies",
    "/form",
    "/old?n=3",
    "/api/hello?q=1",
    "/api/ticks",
    "/photo.png",
    Ask("/away", body_compared=False),
    Ask("/stream", body_compared=False),
    Ask("/api/hello", "DELETE"),
    Ask("/post/1", headers={"rsc": "1"}, body_compared=False),
)
_DEV_ASKS = (Ask("/", body_compared=False), "/api/hello?q=1", Ask("/cookies", body_compared=False))


def _of(version: str, bundler: str) -> list[Project]:
    flag = f" --{bundler}" if (version, bundler) != ("15", "webpack") else ""
    folder = f"next{version}"
    return [
        Project(
            f"{folder}-{bundler}",
            f"Next {version} with {bundler}",
            "next16",
            (
                Run("image.mjs"),
                Run(f"next build{flag}", output=False, measured="build"),
                Serve(f"next start -p {PORT}", _ASKS, measured="first page", script="look.mjs"),
                Run("standalone.mjs"),
                Serve(".next/standalone/server.js", _ASKS, script="look.mjs"),
            ),
            packages=folder,
            features="app router, pages router, server actions, middleware, streaming, ISR, images by sharp, standalone",
            shown=_SHOWN,
            env=_ENV,
        ),
        Project(
            f"{folder}-{bundler}-dev",
            f"`next dev` {version} with {bundler}",
            "next16",
            (Run("image.mjs"), Serve(f"next dev{flag} -p {PORT}", _DEV_ASKS, measured="first page", script="hmr.mjs")),
            packages=folder,
            features="first page, routes, HMR in Chromium with state kept",
            shown=_SHOWN,
            env=_ENV,
        ),
    ]


PROJECTS = [project for version in ("16", "15") for bundler in ("webpack", "turbopack") for project in _of(version, bundler)]
