"""Verbs that are asked to end in the middle of their work, or killed: nothing of them stays."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.cli.ending import orderly, undisturbed
from tests.cli.shell import Shell

if os.name == "nt":
    pytest.skip("there are no such signals on Windows", allow_module_level=True)
needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")

pytestmark = pytest.mark.usefixtures("not_below_nohup")

PATIENCE = 60
AT_WORK = 0.3
"""Seconds of the processor after which a process that was spawned has long begun its work."""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Minutes of work for two processes."""
    record = json.dumps(
        {"text": "\n\n".join("One more sentence of a report. " * 9 for _ in "1234")}
    )
    path = tmp_path / "library" / "corpus.jsonl"
    path.parent.mkdir()
    path.write_text(f"{record}\n" * 40_000, "utf-8")
    return path


def seconds_of(group: int) -> list[float]:
    """Seconds of the processor that each process of a group has used, the first one's first."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):  # it ended meanwhile
            stat = Path("/proc", name, "stat").read_text("ascii", "replace")
            fields = stat.rpartition(")")[2].split()
            if int(fields[2]) == group and fields[0] != "Z":
                used = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
                found.append((int(name), used))
    return [used for _, used in sorted(found)]


def wait_for(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@needs_proc
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
@pytest.mark.parametrize("verb", ["ls", "clean"])
def test_no_process_stays_behind(
    corpus: Path, shell: Shell, verb: str, how: signal.Signals
) -> None:
    words = {"ls": ["ls", corpus.parent], "clean": ["clean", "--jobs", "2", corpus]}[verb]
    run = subprocess.Popen(
        [sys.executable, "-m", "reader", *map(str, words)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env=shell.environment, start_new_session=True,
    )  # fmt: skip
    try:
        wait_for(lambda: max(seconds_of(run.pid)[1:], default=0) > AT_WORK)
        run.send_signal(how)
        complaint = run.communicate(timeout=PATIENCE)[1]
        wait_for(lambda: not seconds_of(run.pid))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
    if how == signal.SIGKILL:  # then Python's own tracker of semaphores has the last word
        assert run.returncode == -how
    else:
        assert (run.returncode, complaint) == (128 + how, b"")


def test_what_the_parent_ignores_stays_ignored() -> None:
    """As below `nohup`."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with orderly():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_signals_are_as_before_afterwards() -> None:
    before = signal.getsignal(signal.SIGTERM)

    def work() -> None:
        with orderly():
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(PATIENCE)  # the signal ends it

    with pytest.raises(SystemExit) as leaving:
        work()
    assert leaving.value.code == 128 + signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_thread_that_runs_a_verb_leaves_signals_alone() -> None:
    seen: list[object] = []

    def work() -> None:
        with orderly():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.getsignal(signal.SIGTERM)]


def test_what_must_not_stop_half_way_is_done_first() -> None:
    done: list[str] = []

    def work() -> None:
        with orderly(), undisturbed():
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.raise_signal(number)
            done.append("all of it")

    with pytest.raises(SystemExit) as leaving:
        work()
    assert done == ["all of it"]
    assert leaving.value.code == 128 + signal.SIGTERM


def test_a_ctrl_c_that_comes_too_late_is_no_error() -> None:
    with undisturbed():
        signal.raise_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
