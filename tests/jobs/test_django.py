"""Django's pages with assets that Vite and Tailwind make."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.jobs.conftest import BOTH, Environment

pytestmark = pytest.mark.slow

SETTINGS = """
import sys
from pathlib import Path

import django
from django.conf import settings
from django.template import Context, Template

here = Path(__file__).parent
settings.configure(
    STATIC_URL="/static/", STATIC_ROOT=str(here / "static"), STATICFILES_DIRS=[], DEBUG=False, USE_TZ=True,
    INSTALLED_APPS=["django.contrib.staticfiles", "django_vite", "compressor"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    STATICFILES_FINDERS=["compressor.finders.CompressorFinder"], COMPRESS_ENABLED=True, COMPRESS_ROOT=str(here / "static"),
    COMPRESS_PRECOMPILERS=(
        ("text/tailwind", "npx tailwindcss -i {infile} -o {outfile}"),
        ("module", "npx esbuild {infile} --bundle --minify --outfile={outfile}"),
    ),
    DJANGO_VITE={"default": {"dev_mode": False, "manifest_path": str(here / "static" / ".vite" / "manifest.json")}},
)
django.setup()
"""
VITE = """
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/static/', plugins: [tailwindcss()], build: { manifest: true, outDir: 'static', rolldownOptions: { input: 'assets/main.js' } },
});
"""
VITE_PAGE = "{% load django_vite %}{% vite_asset 'assets/main.js' %}"
COMPRESSED_PAGE = """{% load compress %}
{% compress css %}<link rel="stylesheet" type="text/tailwind" href="/static/style.css">{% endcompress %}
{% compress js %}<script type="module" src="/static/main.js"></script>{% endcompress %}"""


def _show(page: str, folder: Path, env: dict[str, str]) -> str:
    (folder / "page.py").write_text(f"{SETTINGS}\nprint(Template({page!r}).render(Context()))\n")
    done = subprocess.run([sys.executable, "page.py"], cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def project(packages: Path) -> Path:
    """Its packages are beside it, in node_modules."""
    folder = packages / "django"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "assets").mkdir(parents=True)
    (folder / "static").mkdir()
    (folder / "vite.config.mjs").write_text(VITE)
    (folder / "package.json").write_text('{"private": true}')
    css, code = (
        '@import "tailwindcss" source(none);\n@source inline("grid p-4 underline");\n',
        "export const a = () => document.title;\na();\n",
    )
    (folder / "assets" / "main.js").write_text(f"import './main.css';\n{code}")
    (folder / "assets" / "main.css").write_text(css)
    (folder / "static" / "style.css").write_text(css)
    (folder / "static" / "main.js").write_text(code)
    return folder


def test_django_vite_shows_what_vite_has_built(project: Path, environment: Environment) -> None:
    pytest.importorskip("django_vite")
    found = []
    for command in BOTH:
        env = environment(command)
        subprocess.run(["npx", "vite", "build"], cwd=project, env=env, check=True, capture_output=True, timeout=120)
        found.append((_show(VITE_PAGE, project, env), _files(project / "static")))
    assert found[0] == found[1]
    assert 'href="/static/assets/main-' in found[1][0]


def test_django_compressor_compiles_with_tailwind_and_esbuild(project: Path, environment: Environment) -> None:
    pytest.importorskip("compressor")
    found = []
    for command in BOTH:
        shutil.rmtree(project / "static" / "CACHE", ignore_errors=True)
        found.append((_show(COMPRESSED_PAGE, project, environment(command)), _files(project / "static" / "CACHE")))
    assert found[0] == found[1]
    assert 'src="/static/CACHE/js/' in found[1][0]
    assert any(b".underline" in data for data in found[1][1].values())
