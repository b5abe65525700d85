"""Where things lie in the repository."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PY = ROOT / "py"
WEB = ROOT / "web"
STATIC = ROOT / "static"
GENERATED = WEB / "generated"
NODE_MODULES = WEB / "node_modules"
DIST = ROOT / "dist"
VENV = ROOT / ".venv"
LOCK = PY / "requirements.lock"
BENCH_LOCK = PY / "requirements-bench.lock"
ARTEFACTS = ROOT / "artefacts"
# What was built from which inputs; local to this work tree, ignored with `.venv`.
STAMPS = VENV / "stamps"
