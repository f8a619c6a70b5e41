"""A test that claims a clause must fail without it.

`@pytest.mark.clause("AN-7-02")` says that a test proves a clause of an adopted guideline. Before such a test
counts it is run once more for every clause it names, with that clause's controls taken out of every pack, and
each of those runs must fail on an assertion. What remains is the proof that `guideline coverage` reports.

The proof ships with the package: `--write-proof` writes it after a full run, `--check-proof` (CI) compares.
"""

import json
import tomllib
from collections.abc import Generator, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

SOURCE = Path(__file__).parents[2] / "src" / "kanalkoll"
GUIDELINES = SOURCE / "guidelines"
PROOF = SOURCE / "municipality" / "proof.json"
CLAUSES = "clauses"

_without: str | None = None
_end_of_ablated_run = pytest.StashKey[pytest.CallInfo[None] | None]()
_claims: dict[str, set[str]] = {}
_unproven: set[str] = set()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The two ways to treat the shipped proof."""
    proof = parser.getgroup("clauses", "proof that the guidelines' clauses are covered")
    proof.addoption("--write-proof", action="store_true", help="after a full run, write proof.json")
    proof.addoption("--check-proof", action="store_true", help="fail when proof.json differs")


def pytest_configure(config: pytest.Config) -> None:
    """Refuses to judge the proof by a part of the suite."""
    if (config.option.write_proof or config.option.check_proof) and not _is_full_run(config):
        raise pytest.UsageError(
            "--write-proof and --check-proof need a full run: no paths, no -k, no -m, on SQLite"
        )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Runs a marked test without each of its clauses, and then as it is."""
    clauses = claimed(item)
    if not clauses or item.config.option.db != "sqlite" or item.config.option.usepdb:
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    complaints = [complaint for clause in clauses if (complaint := _complaint(item, clause))]
    for report in runtestprotocol(item, nextitem=nextitem, log=False):
        if report.when == "call" and report.passed and complaints:
            report.outcome = "failed"
            report.longrepr = "\n".join(complaints)
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Notes how a run without a clause ended, and writes the clauses on the report of the real one."""
    report = yield
    if _without and call.excinfo and item.stash.get(_end_of_ablated_run, None) is None:
        item.stash[_end_of_ablated_run] = call
    report.user_properties.append((CLAUSES, claimed(item)))
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Collects, in the process that talks to the terminal, what was claimed and what held."""
    clauses: list[str] = dict(report.user_properties).get(CLAUSES, [])  # type: ignore[assignment]
    for clause in clauses:
        _claims.setdefault(clause, set()).add(report.nodeid)
        if not report.passed:
            _unproven.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Writes or compares the proof, once, after everything has run."""
    if hasattr(session.config, "workerinput"):
        return
    proof = proof_text(_claims)
    if session.config.option.write_proof:
        if _unproven:
            _fail(session, f"Not written: these tests claim clauses and do not pass: {sorted(_unproven)}")
        else:
            PROOF.write_text(proof, encoding="utf-8")
    shipped = PROOF.read_text(encoding="utf-8") if PROOF.exists() else ""
    if session.config.option.check_proof and proof != shipped:
        _fail(
            session, "The shipped proof is not what the tests claim now: run `make proof` and commit the file"
        )


def claimed(item: pytest.Item) -> list[str]:
    """The clauses that a test says it proves."""
    return sorted({clause for mark in item.iter_markers("clause") for clause in mark.args})


def proof_text(claims: dict[str, set[str]]) -> str:
    """The proof file: clause id to the tests that prove it, in a stable order."""
    return json.dumps({clause: sorted(claims[clause]) for clause in sorted(claims)}, indent=1) + "\n"


def _complaint(item: pytest.Item, clause: str) -> str | None:
    """What is wrong with this test's claim on the clause, or None where the claim holds."""
    global _without
    if clause not in _adopted_clauses():
        return f"claims clause {clause}, which is in no guideline"
    _gate()
    item.stash[_end_of_ablated_run] = None
    _without = clause
    try:
        runtestprotocol(item, nextitem=item.session, log=False)  # type: ignore[arg-type]
    finally:
        _without = None
    end = item.stash[_end_of_ablated_run]
    if end is None or end.excinfo is None:
        return (
            f"claims clause {clause} without exercising it: it passes with that clause's controls taken out"
        )
    if end.when == "call" and _failed_on_an_assertion(end.excinfo.value):
        return None
    broke = end.excinfo.exconly()
    return f"without clause {clause} it breaks in {end.when} instead of failing on an assertion: {broke}"


def _failed_on_an_assertion(error: BaseException) -> bool:
    if isinstance(error, BaseExceptionGroup):
        return all(_failed_on_an_assertion(part) for part in error.exceptions)
    return isinstance(error, AssertionError | pytest.fail.Exception)


@cache
def _gate() -> None:
    """Puts a gate in the one door through which decisions read a pack, when a claim is first tried."""
    pack = import_module("kanalkoll.policy.pack").Pack
    uses = pack.uses

    def uses_still_there(*args: Any, **kwargs: Any) -> tuple[Any, ...]:
        return tuple(use for use in uses(*args, **kwargs) if use.clause != _without)

    pack.uses = uses_still_there


@cache
def _adopted_clauses() -> frozenset[str]:
    return frozenset(_clause_ids(sorted(GUIDELINES.glob("*/guideline.toml"))))


def _clause_ids(files: Iterable[Path]) -> Generator[str]:
    for file in files:
        for clause in tomllib.loads(file.read_text(encoding="utf-8")).get("clause", ()):
            yield clause["id"]


def _is_full_run(config: pytest.Config) -> bool:
    options = config.option
    asked_for_all = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return asked_for_all and not options.keyword and not options.markexpr and options.db == "sqlite"


def _fail(session: pytest.Session, message: str) -> None:
    """Makes the whole run fail, in its closing line too."""
    session.exitstatus = pytest.ExitCode.TESTS_FAILED
    terminal = session.config.pluginmanager.getplugin("terminalreporter")
    if terminal:
        nodeid = PROOF.relative_to(session.config.rootpath).as_posix()
        report = pytest.CollectReport(nodeid=nodeid, outcome="failed", longrepr=message, result=[])
        terminal.stats.setdefault("error", []).append(report)
