"""What import-linter cannot say about who knows whom."""

import ast
import sys

from tests.house.source import PACKAGES, modules


def test_the_domain_imports_only_the_standard_library_and_dateutil() -> None:
    allowed = {*sys.stdlib_module_names, "dateutil", "domain"}
    strangers = {
        (module.path, name)
        for module in modules("domain")
        for name in module.imports()
        if name.split(".")[0] not in allowed
    }
    assert strangers == set()


def test_only_use_cases_await_in_the_domain() -> None:
    pure = [module for module in modules("domain") if not module.path.startswith("domain/usecases/")]
    assert [module.path for module in pure if any(isinstance(node, ast.Await) for node in ast.walk(module.tree))] == []


def test_no_fact_of_the_domain_knows_a_use_case() -> None:
    facts = [module for module in modules("domain") if not module.path.startswith("domain/usecases/")]
    assert [
        module.path for module in facts if any(name.startswith("domain.usecases") for name in module.imports())
    ] == []


def test_no_screen_waits_for_anything() -> None:
    waiting = (ast.Await, ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith)
    screens = modules("bot/screens")
    assert [module.path for module in screens if any(isinstance(node, waiting) for node in ast.walk(module.tree))] == []


def test_papers_know_of_the_face_only_texts_and_how_they_are_written() -> None:
    allowed = ("bot.screens.texts.", "bot.screens.format.")
    strangers = {
        (module.path, name)
        for module in modules("bot/papers")
        for name in module.imports()
        if name.startswith("bot.") and not f"{name}.".startswith(("bot.papers.", *allowed))
    }
    assert strangers == set()


def test_no_paper_waits_for_anything() -> None:
    waiting = (ast.Await, ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith)
    papers = modules("bot/papers")
    assert [module.path for module in papers if any(isinstance(node, waiting) for node in ast.walk(module.tree))] == []


def test_nobody_imports_what_draws_papers_before_one_is_drawn() -> None:
    early = {
        module.path
        for module in modules()
        for node in module.tree.body
        if (isinstance(node, ast.Import) and any(alias.name.startswith("fpdf") for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fpdf"))
    }
    assert early == set()


def test_the_sandbox_imports_nothing_of_the_house_but_itself() -> None:
    ours = {
        (module.path, name)
        for module in modules("bot/sandbox")
        for name in module.imports()
        if name.split(".")[0] in PACKAGES and not f"{name}.".startswith("bot.sandbox.") and name != "bot"
    }
    assert ours == set()
