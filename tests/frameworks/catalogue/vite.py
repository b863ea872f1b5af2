"""Vite with its frameworks, and Vitest."""

from __future__ import annotations

from tests.frameworks.steps import PORT, Ask, Project, Run, Serve

_DEV = f"--port {PORT} --host localhost"
_CLIENT = Ask("/@vite/client", body_compared=False)
_SAME = (
    (r"\?v=[0-9a-f]{8}", "?v=HASH"),  # the time is part of it
    (r"sourceMappingURL=data:\S*", "SOURCEMAP"),  # which holds such a hash
    (r"gzip: +[\d.]+ kB", "gzip"),  # anode's deflate makes other bytes
)


def _of(version: str) -> list[Project]:
    packages = f"vite{version}"
    bundle = "the bundle, the dev server's modules"
    return [
        Project(
            f"{packages}-react",
            f"Vite {version} with React and Tailwind 4",
            "vite8",
            (
                Run("vite build react", files=("react/dist/**/*",), measured="build"),
                Serve(f"vite preview react {_DEV}", ("/", "/nowhere.js")),
                Serve(
                    f"vite react {_DEV}",
                    ("/", "/main.jsx", "/Late.jsx", "/style.css", "/picture.svg", _CLIENT),
                    measured="first page",
                    script="hmr.mjs",
                ),
            ),
            packages=packages,
            features=f"{bundle}, source maps, a lazy chunk, an asset, HMR in Chromium with state kept",
            shown=("vite", "react", "tailwindcss"),
            same=_SAME,
        ),
        _single_file(packages, version, bundle, "Vue", "main.ts"),
        _single_file(packages, version, bundle, "Svelte", "main.js"),
    ]


def _single_file(packages: str, version: str, bundle: str, title: str, main: str) -> Project:
    """A framework whose components are files of its own kind."""
    name = title.lower()
    return Project(
        f"{packages}-{name}",
        f"Vite {version} with {title}",
        "vite8",
        (
            Run(f"vite build {name}", files=(f"{name}/dist/**/*",), measured="build"),
            Serve(f"vite {name} {_DEV}", ("/", f"/{main}", f"/App.{name}", _CLIENT), measured="first page"),
        ),
        packages=packages,
        features=bundle,
        shown=("vite", name),
        same=_SAME,
    )


PROJECTS = [
    *_of("8"),
    *_of("7"),
    Project(
        "vitest",
        "Vitest 4",
        "vite8",
        (
            Run("vitest run --root unit", measured="run"),
            Run("vitest run --root unit --pool=threads"),
            Run("vitest run --root unit --pool=vmThreads"),
        ),
        features="mocks of modules, clocks, snapshots, documents by happy-dom; processes, threads, contexts",
        shown=("vitest", "happy-dom"),
    ),
]
