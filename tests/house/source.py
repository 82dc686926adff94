"""The repository as the rules see it: tracked files, modules, functions, imports."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "domain", "storage")


@dataclass(frozen=True, kw_only=True, slots=True)
class Module:
    """One Python file of the product."""

    path: str  # relative to the root, with slashes
    lines: int
    tree: ast.Module

    def functions(self) -> Iterator[tuple[str, int]]:
        """Each function's name (`path:Class.function`) and its length in lines, decorators aside."""
        yield from _functions(self.tree, self.path + ":")

    def imports(self) -> set[str]:
        """The full names of all modules it imports, wherever in the file."""
        names: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
                names.update(f"{node.module}.{alias.name}" for alias in node.names)
        return names


def _functions(parent: ast.AST, prefix: str) -> Iterator[tuple[str, int]]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield prefix + node.name, (node.end_lineno or node.lineno) - node.lineno + 1
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _functions(node, f"{prefix}{node.name}.")
        else:
            yield from _functions(node, prefix)


@cache
def modules(*packages: str) -> tuple[Module, ...]:
    """Every Python file of the packages, or of the whole product."""
    found = []
    for package in packages or PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            module = Module(path=path.relative_to(ROOT).as_posix(), lines=len(text.splitlines()), tree=ast.parse(text))
            found.append(module)
    return tuple(found)


@cache
def tracked_files() -> tuple[str, ...]:
    """What git tracks and the work tree still has; in an unpacked archive, everything but what .gitignore names."""
    if (ROOT / ".git").exists():
        listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        return tuple(name for name in listing.split("\0") if name and (ROOT / name).is_file())
    made = {".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "data"}
    paths = (path.relative_to(ROOT) for path in sorted(ROOT.rglob("*")) if path.is_file())
    return tuple(
        path.as_posix()
        for path in paths
        if not made.intersection(path.parts)
        and ".egg-info" not in path.as_posix()
        and not path.name.startswith(".coverage")
    )
