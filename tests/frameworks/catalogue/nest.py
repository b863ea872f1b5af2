"""Nest, with its test runners."""

from __future__ import annotations

from tests.frameworks.steps import Ask, Project, Run, Serve

_JSON = {"content-type": "application/json"}
_ASKS = (
    "/cats?q=1",
    "/cats/0",
    "/cats/7",
    "/cats/x",
    "/cats/stream",
    "/cats/ticks",
    "/cats/secret",
    "/cats/broken",
    "/nowhere",
    Ask("/cats/secret", headers={"key": "secret"}),
    Ask("/cats", "POST", _JSON, '{"name": "Kit"}'),
    Ask("/cats", "POST", _JSON, '{"no": 1}'),
    Ask("/cats", "POST", _JSON, "{"),
)
_FEATURES = "decorators by swc, guards, pipes, interceptors, middleware, SSE, streams"

PROJECTS = [
    Project(
        "nest12",
        "Nest 12 with Vitest 4",
        "nest12",
        (
            Run("vitest run", measured="run"),
            Run("vite build", measured="build"),
            Serve("dist/main.mjs", _ASKS, measured="first answer"),
        ),
        features=f"{_FEATURES}, tests with supertest",
        shown=("@nestjs/core", "vitest", "@swc/core"),
    ),
    Project(
        "nest11",
        "Nest 11 with Jest 30 and swc",
        "nest11",
        (
            Run("jest", measured="run"),
            Run("jest --coverage --runInBand"),
            Run("nest build", measured="build"),
            Serve("dist/src/main.js", _ASKS, measured="first answer"),
        ),
        features=f"{_FEATURES}, tests and coverage by Jest, a build by Nest's command",
        shown=("@nestjs/core", "jest", "@swc/core", "@swc/jest"),
    ),
]
