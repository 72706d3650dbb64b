from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
import yaml

from ipcli.output.review_markdown import MARK
from support.plans import SMALL_PLAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.history import History

TOP = Path(__file__).parent.parent
WORKFLOWS = sorted((TOP / ".github" / "workflows").glob("*.yml"))
ACTION = TOP / "action.yml"
GITLAB = TOP / "docs" / "ci" / "gitlab-ci.yml"
AZURE = TOP / "docs" / "ci" / "azure-pipelines.yml"
HOOKS = TOP / ".pre-commit-hooks.yaml"

pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="CI's scripts are for bash")


# their public schemas


@pytest.mark.parametrize(
    ("schema", "path", "options"),
    [
        *(("vendor.github-workflows", path, ()) for path in WORKFLOWS),
        ("vendor.github-actions", ACTION, ()),
        ("vendor.gitlab-ci", GITLAB, ("--data-transform", "gitlab-ci")),
        (
            "vendor.azure-pipelines",
            AZURE,
            ("--data-transform", "azure-pipelines", "--regex-variant", "nonunicode"),
        ),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else None,
)
def test_each_file_is_valid_by_its_public_schema(
    schema: str, path: Path, options: tuple[str, ...]
) -> None:
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *options)
    ran = subprocess.run((*command, str(path)), capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout


def test_the_hooks_have_what_pre_commit_asks_for() -> None:
    [hook] = yaml.safe_load(HOOKS.read_text())

    assert {"id", "name", "entry", "language", "files"} <= hook.keys()
    assert (hook["entry"], hook["language"], hook["pass_filenames"]) == (
        "ipcli validate",
        "python",
        False,
    )


# what they must never do


def steps() -> Iterator[dict[str, Any]]:
    """Yield the steps of the workflows and of the action."""
    for path in WORKFLOWS:
        for job in yaml.safe_load(path.read_text())["jobs"].values():
            yield from job["steps"]
    yield from yaml.safe_load(ACTION.read_text())["runs"]["steps"]


def test_nothing_from_outside_is_written_into_a_script() -> None:
    assert [step["run"] for step in steps() if "${{" in step.get("run", "")] == []


def test_no_workflow_gives_a_fork_the_rights_of_the_repository() -> None:
    assert all("pull_request_target" not in path.read_text() for path in WORKFLOWS)


def test_each_workflow_says_what_it_may_do_and_fetches_the_whole_history() -> None:
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text())

        assert workflow["permissions"]["contents"] == "read"
        for job in workflow["jobs"].values():
            [checkout] = [s for s in job["steps"] if "checkout" in s.get("uses", "")]
            assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}


def test_a_forks_read_only_token_is_not_used_to_comment() -> None:
    [comment] = [step for step in steps() if "GH_TOKEN" in step.get("env", {})]

    assert "head.repo.full_name == github.repository" in comment["if"]


def test_each_file_finds_the_comment_by_the_mark_that_a_review_begins_with() -> None:
    assert MARK in (TOP / ".ci" / "comment").read_text()
    assert MARK in (TOP / ".ci" / "plans").read_text()
    assert MARK in GITLAB.read_text()


# their scripts, run

CONTROL = "change_control: [{change: due-moved, needs: cabinet}]\n"
ITEMS = "items: [{id: T, title: Finance, baseline: {due: 2026-10-31}, due: 2026-10-31}]\n"
SLY = "##[set-output name=exit-code]0 ##vso[task.complete result=Succeeded]"


def plan(items: str) -> str:
    """Return the small plan with one period only, whose tag is not there yet."""
    earlier = "  - {id: 2026-27-Q1, name: First quarter, as_of: 2026-06-30}\n"
    draft = SMALL_PLAN.replace(earlier, "").replace("09-30}", "09-30, tag: small/q2}")
    return f"{draft}-- plans/more.yaml --\n{CONTROL}{items}"


@pytest.fixture
def pull_request(history: History) -> Path:
    """Make a repository in which a branch moves a date that nobody agreed to."""
    history.commit("", plan(ITEMS))
    history.git("update-ref", "refs/remotes/origin/main", "HEAD")
    moved = ITEMS.replace("due: 2026-10-31}]", "due: 2026-12-31}]").replace(
        "Finance", f'"Finance {SLY}"'
    )
    history.commit("", plan(moved))
    return history.folder


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Make a folder with `ipcli`, `python` and a `gh` that writes down how it was called."""
    folder = tmp_path / "programs"
    folder.mkdir()
    texts = {
        "ipcli": f'#!/bin/sh\nexec "{sys.executable}" -P -m ipcli "$@"\n',
        "python": f'#!/bin/sh\nexec "{sys.executable}" "$@"\n',
        "gh": '#!/bin/sh\nprintf "%s\\n" "$*" >>"$GH_LOG"\n'
        'case "$*" in *--paginate*) printf "$GH_FOUND";; esac\n',
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    return folder


def bash(
    script: str, *arguments: str, here: Path, programs: Path, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run a script as a CI runner does, with settings of its own."""
    dropped = ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_IID", "SYSTEM_PULLREQUEST_TARGETBRANCH")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    kept |= {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    kept |= {"PYTHONPATH": os.pathsep.join(each for each in sys.path if each), **settings}
    command = ("bash", "-eo", "pipefail", "-c", script, "bash", *arguments)
    return subprocess.run(
        command, cwd=here, env=kept, capture_output=True, text=True, check=False, timeout=300
    )


def test_github_reviews_drafts_and_leaves_with_the_verdict(
    pull_request: Path, programs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    script = f'"{TOP}/.ci/plans" "$1"'
    ran = bash(
        script,
        str(out),
        here=pull_request,
        programs=programs,
        GITHUB_BASE_REF="main",
        PLANS="plans",
    )

    assert ran.returncode == 1
    assert (out / "review.md").read_text().startswith(f"{MARK}\n")
    assert [each.name for each in (out / "drafts").iterdir()] == ["small-2026-27-Q2.html"]
    assert "::error file=plans/more.yaml," in ran.stdout


def test_github_takes_nothing_that_a_plan_says_for_a_command(
    pull_request: Path, programs: Path, tmp_path: Path
) -> None:
    script = f'"{TOP}/.ci/plans" "$1"'
    ran = bash(
        script, str(tmp_path / "out"), here=pull_request, programs=programs, GITHUB_BASE_REF="main"
    )

    stopped, heard = "", []
    for line in ran.stdout.splitlines():
        if line.startswith("::stop-commands::"):
            stopped = line.removeprefix("::stop-commands::")
        elif line == f"::{stopped}::":
            stopped = ""
        elif SLY in line and not stopped:
            heard.append(line)
    assert all(line.startswith("::error ") for line in heard)
    assert SLY in ran.stdout


OWN = "open('SEEN', 'a').write(__name__); raise SystemExit(0)\n"


@pytest.fixture
def modules(pull_request: Path) -> Path:
    """Put modules into the pull request that have the names of what a script may import."""
    for name in ("json", "uuid", "os", "urllib", "pip", "subprocess", "ipcli"):
        (pull_request / name).mkdir()
        for file in ("__init__.py", "__main__.py"):
            (pull_request / name / file).write_text(OWN)
    return pull_request


def test_github_runs_no_module_of_the_pull_request(
    modules: Path, programs: Path, tmp_path: Path
) -> None:
    ran = bash(
        f'"{TOP}/.ci/plans" "$1"',
        str(tmp_path / "out"),
        here=modules,
        programs=programs,
        GITHUB_BASE_REF="main",
    )

    assert ran.returncode == 1
    assert not (modules / "SEEN").exists()
    assert [each.name for each in (tmp_path / "out" / "drafts").iterdir()]


def test_gitlab_runs_no_module_of_the_pull_request(
    modules: Path, programs: Path, gitlab: str
) -> None:
    ran = gitlab_job(
        modules,
        programs,
        CI_API_V4_URL=gitlab,
        CI_PROJECT_ID="3",
        IPCLI_TOKEN="a-token",  # noqa: S106 (made up)
    )

    assert ran.returncode == 1
    assert not (modules / "SEEN").exists()
    assert len(Notes.written) == 1


def test_each_file_starts_python_without_the_modules_of_the_pull_request() -> None:
    files = (TOP / ".ci" / "plans", TOP / ".ci" / "comment", TOP / "action.yml", GITLAB, AZURE)
    calls = [
        line.strip()
        for file in files
        for line in file.read_text().splitlines()
        if re.search(r"\bpython3? -", line)
    ]

    assert calls
    assert [line for line in calls if not re.search(r"\bpython3? -I ", line)] == []


@pytest.fixture
def unreadable(history: History) -> Path:
    """Make a pull request whose period before this one has a file that cannot be read.

    What the draft says of that goes to the log, with the name of the file.
    """
    periods = SMALL_PLAN.replace("06-30}", "06-30, tag: small/q1}")
    text = f"{periods}-- plans/more.yaml --\n{ITEMS}-- plans/{SLY} ::error::x.yaml --\n{{\n"
    history.commit("small/q1", text)
    history.commit("", f"{periods}-- plans/more.yaml --\n{ITEMS}")
    history.git("update-ref", "refs/remotes/origin/main", "HEAD")
    history.commit("", f"{periods}-- plans/more.yaml --\n{ITEMS.replace('Finance', 'Money')}")
    return history.folder


def test_github_takes_no_word_of_an_error_for_a_command(
    unreadable: Path, programs: Path, tmp_path: Path
) -> None:
    script = f'"{TOP}/.ci/plans" "$1"'
    out = tmp_path / "out"
    ran = bash(script, str(out), here=unreadable, programs=programs, GITHUB_BASE_REF="main")

    before, _, shown = ran.stdout.partition("::stop-commands::")
    assert SLY not in ran.stderr + before
    assert "could not be read at small/q1" in (out / "log.txt").read_text()
    assert SLY in shown


def test_azure_prints_no_word_of_an_error(unreadable: Path, programs: Path, tmp_path: Path) -> None:
    ran = azure_job(unreadable, programs, tmp_path)

    assert SLY not in ran.stdout + ran.stderr
    assert SLY in (tmp_path / "plan-review" / "log.txt").read_text()


@pytest.fixture
def old_error(history: History) -> Path:
    """Make a pull request that rewords a title beside an error that the base has already."""
    wrong = ITEMS.replace("due: 2026-10-31}]", "due: 2026-10-31, owner: nobody-known}]")
    history.commit("", plan(wrong))
    history.git("update-ref", "refs/remotes/origin/main", "HEAD")
    free = wrong.replace("Finance", "Money")
    history.commit("", plan(free))
    return history.folder


def test_what_was_wrong_before_is_not_held_against_a_pull_request(
    old_error: Path, programs: Path, tmp_path: Path
) -> None:
    github = bash(
        f'"{TOP}/.ci/plans" "$1"',
        str(tmp_path / "out"),
        here=old_error,
        programs=programs,
        GITHUB_BASE_REF="main",
    )
    gitlab = gitlab_job(old_error, programs)
    azure = azure_job(old_error, programs, tmp_path)

    assert [each.returncode for each in (github, gitlab, azure)] == [0, 0, 0]
    assert "unknown-reference" in (tmp_path / "out" / "findings.sarif").read_text()


def test_github_on_main_only_validates(pull_request: Path, programs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = bash(f'"{TOP}/.ci/plans" "$1"', str(out), here=pull_request, programs=programs)

    assert ran.returncode == 0
    assert sorted(each.name for each in out.iterdir()) == [
        "drafts",
        "findings.sarif",
        "findings.txt",
        "log.txt",
    ]


def test_github_says_in_the_comment_when_it_could_not_check(
    pull_request: Path, programs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    script = f'"{TOP}/.ci/plans" "$1"'
    ran = bash(
        script, str(out), here=pull_request, programs=programs, GITHUB_BASE_REF="no-such-branch"
    )

    assert ran.returncode == 3
    assert "**Could not check" in (out / "review.md").read_text()
    assert "Fetch it first: `git fetch" in ran.stdout


@pytest.mark.parametrize(
    ("found", "verdict", "method"),
    [
        ("", "**Yes: 1 change agreed.**", "POST"),
        ("", "**No plan changes.**", ""),
        ("12\\n34\\n", "**Yes: 1 change agreed.**", "PATCH"),
        ("12\\n", "**No plan changes.**", "PATCH"),
    ],
)
def test_github_has_one_comment_and_edits_it_in_place(
    tmp_path: Path, programs: Path, found: str, verdict: str, method: str
) -> None:
    (tmp_path / "review.md").write_text(f"{MARK}\n## Plan review\n\n{verdict}\n")
    log = tmp_path / "log"
    ran = bash(
        f'"{TOP}/.ci/comment" review.md',
        here=tmp_path,
        programs=programs,
        GITHUB_REPOSITORY="council/plans",
        PULL_REQUEST="7",
        GH_LOG=str(log),
        GH_FOUND=found,
    )

    written = [line for line in log.read_text().splitlines() if "--method" in line]
    where = {
        "POST": "POST repos/council/plans/issues/7/comments",
        "PATCH": "PATCH repos/council/plans/issues/comments/12",
    }
    wanted = f"api --silent --method {where[method]} --field body=@review.md" if method else ""
    assert (ran.returncode, written) == (0, [wanted] if wanted else [])


class Notes(http.server.BaseHTTPRequestHandler):
    """GitLab's notes of a merge request, on two pages; it keeps what was written."""

    pages: ClassVar[dict[str, list[dict[str, object]]]] = {}
    written: ClassVar[list[tuple[str, str, str]]] = []

    def do_GET(self) -> None:
        page = self.path.rpartition("=")[2]
        self._answer(self.pages.get(page, []), following="2" if page == "1" else "")

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
        self.written.append((self.command, self.path, body))
        self._answer({})

    do_PUT = do_POST  # noqa: N815 (the library's way)

    def log_message(self, *_: object) -> None:
        return

    def _answer(self, value: object, following: str = "") -> None:
        raw = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("X-Next-Page", following)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)


@pytest.fixture
def gitlab() -> Iterator[str]:
    """Serve the notes of a merge request on this machine."""
    Notes.pages, Notes.written = {}, []
    with http.server.HTTPServer(("127.0.0.1", 0), Notes) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/api/v4"
        server.shutdown()


def gitlab_job(here: Path, programs: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the script of the GitLab job."""
    script = "\n".join(yaml.safe_load(GITLAB.read_text())["plans"]["script"])
    merge = {"CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}
    return bash(script, here=here, programs=programs, **merge, **settings)


@pytest.mark.parametrize(
    ("pages", "method", "path"),
    [
        ({}, "POST", "/api/v4/projects/3/merge_requests/7/notes"),
        (
            {"1": [{"id": 5, "body": "Hello"}], "2": [{"id": 6, "body": f"{MARK}\nold"}]},
            "PUT",
            "/api/v4/projects/3/merge_requests/7/notes/6",
        ),
    ],
)
def test_gitlab_has_one_note_and_edits_it_in_place(
    pull_request: Path,
    programs: Path,
    gitlab: str,
    pages: dict[str, list[dict[str, object]]],
    method: str,
    path: str,
) -> None:
    Notes.pages = pages
    ran = gitlab_job(
        pull_request,
        programs,
        CI_API_V4_URL=gitlab,
        CI_PROJECT_ID="3",
        IPCLI_TOKEN="a-token",  # noqa: S106 (made up)
    )

    [(used, where, body)] = Notes.written
    assert (ran.returncode, used, where) == (1, method, path), ran.stderr
    assert body == (pull_request / "plan-review" / "review.md").read_text()


def test_gitlab_without_a_token_keeps_the_review_and_the_reports(
    pull_request: Path, programs: Path
) -> None:
    ran = gitlab_job(pull_request, programs)

    assert ran.returncode == 1
    assert "No: 1 change without the agreement needed" in ran.stdout
    assert sorted(each.name for each in (pull_request / "plan-review").iterdir()) == [
        *("codequality.json", "drafts", "junit.xml"),
        *("review.json", "review.md", "review.txt"),
    ]


def azure_job(here: Path, programs: Path, staging: Path) -> subprocess.CompletedProcess[str]:
    """Run the script of the Azure pipeline."""
    [script] = [
        step["bash"]
        for step in yaml.safe_load(AZURE.read_text())["steps"]
        if "review" in step.get("bash", "")
    ]
    return bash(
        script,
        here=here,
        programs=programs,
        BUILD_ARTIFACTSTAGINGDIRECTORY=str(staging),
        SYSTEM_PULLREQUEST_TARGETBRANCH="refs/heads/main",
    )


def test_azure_shows_the_review_as_a_summary_and_prints_nothing_of_the_plan(
    pull_request: Path, programs: Path, tmp_path: Path
) -> None:
    ran = azure_job(pull_request, programs, tmp_path)

    folder = tmp_path / "plan-review"
    assert (ran.returncode, ran.stdout) == (
        1,
        f"##vso[task.uploadsummary]{folder}/review.md\n",
    ), ran.stderr
    assert SLY not in ran.stderr
    assert [each.name for each in (folder / "drafts").iterdir()] == ["small-2026-27-Q2.html"]
