"""The house itself: which room may know which, and that the two commands stay true."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("framework", "coding", "exports", "ui")
MAY_IMPORT = {
    "framework": {"framework"},
    "coding": {"framework", "coding"},
    "exports": {"framework", "coding", "exports"},
    "ui": {"framework", "coding", "exports", "ui", "app"},
    "app": {"ui"},
}
ONLY_THERE = {
    "streamlit": ("ui", "app.py"),
    "starlette": ("ui", "app.py"),
    "sqlalchemy": ("coding/store",),
    "alembic": ("coding/store",),
    "spacy": ("coding/segmenting", "coding/pretag"),
    "sklearn": ("coding/pretag", "coding/agreement"),
    "onnxruntime": ("coding/pretag",),
    "tokenizers": ("coding/pretag",),
    "httpx2": ("coding/language_model",),
}
MODULES = [*(path for room in ROOMS for path in (ROOT / room).rglob("*.py")), ROOT / "app.py"]


def imported(path: Path) -> set[str]:
    """Return the names of all modules that the file imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path):
    room = path.relative_to(ROOT).parts[0].removesuffix(".py")
    ours = {name.partition(".")[0] for name in imported(path)} & {*ROOMS, "app", "tests"}

    assert ours <= MAY_IMPORT[room]


@pytest.mark.parametrize("library", sorted(ONLY_THERE))
def test_a_library_stays_in_its_room(library):
    places = {
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        if any(name.partition(".")[0] == library for name in imported(path))
    }

    assert all(place.startswith(ONLY_THERE[library]) for place in places), places


def test_modules_stop_at_three_hundred_lines():
    long = [
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        if len(path.read_text("utf-8").splitlines()) > 300
    ]

    assert long == []


def code_blocks(name: str) -> list[str]:
    return [
        block.split("\n", 1)[1].strip()
        for block in (ROOT / name).read_text("utf-8").split("```")[1::2]
    ]


def test_ci_runs_the_test_command_of_the_readme():
    second = code_blocks("README.md")[1]

    assert "\n" not in second
    assert second in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_streamlit_runs_under_the_same_settings_from_any_folder():
    ours = tomllib.loads((ROOT / "ui" / "settings.toml").read_text("utf-8"))
    local = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))

    assert local == ours


def test_no_dependency_names_a_registry():
    text = (ROOT / "pyproject.toml").read_text("utf-8") + (ROOT / "constraints.txt").read_text(
        "utf-8"
    )

    assert "://" not in text
    assert "--index" not in text


def test_every_kind_of_file_beside_the_code_is_installed_with_it():
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    endings = {name.removeprefix("*") for name in listed["tool"]["setuptools"]["package-data"]["*"]}
    places = [*ROOMS, "transcripts_sample"]
    beside = {
        path.suffix
        for place in places
        for path in (ROOT / place).rglob("*.*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }

    assert beside - {".py"} <= endings
