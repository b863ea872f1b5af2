"""Each project with its steps."""

from __future__ import annotations

from tests.frameworks.catalogue import databases, nest, next, sites, vite

PROJECTS = [*next.PROJECTS, *vite.PROJECTS, *nest.PROJECTS, *sites.PROJECTS, *databases.PROJECTS]
