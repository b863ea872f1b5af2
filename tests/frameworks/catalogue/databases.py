"""Mappers of objects to databases."""

from __future__ import annotations

from tests.frameworks.steps import Project, Run

PROJECTS = [
    Project(
        "prisma",
        "Prisma 7 with a driver adapter",
        "prisma",
        (Run("prisma generate", output=False, measured="generate"), Run("app.ts")),
        features="client generation, queries, relations, transactions, errors through @prisma/adapter-libsql",
        shown=("prisma", "@prisma/adapter-libsql"),
        env={"PRISMA_SCHEMA_ENGINE_BINARY": "/bin/true"},  # else it is downloaded, and not used
    ),
    Project(
        "drizzle",
        "Drizzle",
        "drizzle",
        (
            Run("drizzle-kit generate --name first", files=("migrations/*.sql",), measured="generate"),
            Run("app.mjs"),
            Run("drizzle-kit check"),
        ),
        features="migrations by drizzle-kit, queries, relations, transactions, errors with libsql",
        shown=("drizzle-orm", "drizzle-kit", "@libsql/client"),
    ),
    Project(
        "typeorm",
        "TypeORM",
        "typeorm",
        (Run("app.mjs"),),
        features="schemas, relations, query builder, transactions, errors with better-sqlite3 and sql.js",
        shown=("typeorm", "better-sqlite3", "sql.js"),
    ),
]
