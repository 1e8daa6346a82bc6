"""`glosse clean --engine dask` on a cluster of two worker processes on this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.corpora import rows, written
from tests.cli.shell import Shell
from tests.cli.test_shards import files

pytest.importorskip("distributed", reason="Dask is not installed: glosse[dask]")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="worker processes are ended by signals")

ROOT = Path(__file__).parent.parent.parent


class LocalCluster:
    """A scheduler and workers as an administrator starts them: by Dask's own commands."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "HOME": str(folder),
            # A chunk is given up with its first worker, so that few workers have to be started.
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
        }
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
            "--scheduler-file", str(self._file),
        )  # fmt: skip
        self.workers: list[subprocess.Popen[bytes]] = []

    def add_workers(self, count: int) -> LocalCluster:
        for _ in range(count):
            started = self._start(
                "worker", "--scheduler-file", str(self._file), "--nthreads", "1", "--no-nanny",
                "--no-dashboard", "--local-directory", str(self._folder),
            )  # fmt: skip
            self.workers.append(started)
        alive = sum(worker.poll() is None for worker in self.workers)
        from distributed import Client

        with Client(self.address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(alive, timeout=60)
        return self

    @property
    def address(self) -> str:
        import json

        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                return str(json.loads(self._file.read_bytes())["address"])
            except (OSError, ValueError):
                time.sleep(0.05)
        raise TimeoutError("the scheduler did not start")

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.terminate()
        for process in (*self.workers, self.scheduler):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()

    def _start(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", what, *options],
            env=self._environment, cwd=self._folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    made = LocalCluster(tmp_path_factory.mktemp("cluster"))
    try:
        yield made.add_workers(2)
    finally:
        made.close()


def test_a_killed_worker_loses_nothing(shell: Shell, cluster: LocalCluster, tmp_path: Path) -> None:
    root = tmp_path / "shards"
    for number in range(4):
        suffix = ".jsonl.gz" if number % 2 else ".jsonl"
        written(root / f"{number}{suffix}", rows(90, number * 90))
    (root / "note.txt").write_text("The harbour was closed on Monday.\n", "utf-8")
    out = tmp_path / "out"

    def kill() -> None:
        if _soon(lambda: any(out.glob("*.jsonl"))):
            cluster.workers[0].send_signal(signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    done = shell.glosse(
        "clean", "--engine", "dask", "--scheduler", cluster.address, "--out", out, root
    )
    killer.join()
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert cluster.workers[0].wait(10) == -signal.SIGKILL
    assert shell.glosse("clean", "--jobs", "2", "--out", tmp_path / "here", root).returncode == 0
    assert files(out) == files(tmp_path / "here")
    assert sum(data.count(b"\n") for data in files(out).values()) == 361

    # The worker that is left goes on alone.
    piped = ("clean", "--engine", "dask", "--scheduler", cluster.address, "--json", "--corpus")
    one = root / "1.jsonl.gz"
    streamed = shell.glosse(*piped, one)
    assert streamed.stdout == shell.glosse("clean", "--json", "--corpus", one).stdout


def test_a_scheduler_that_is_not_there(shell: Shell, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("reader.cli.cluster._ANSWER", 0.5)
    path = written(tmp_path / "c.jsonl", rows(1))
    done = shell.glosse("clean", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9", path)
    assert done.returncode == 1
    assert b"No Dask scheduler answers at tcp://127.0.0.1:9" in done.stderr
    assert b"Traceback" not in done.stderr


def _soon(true: Callable[[], bool], seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.01)
    return False


def _deadly(number: int) -> int:
    if number == 5:
        os._exit(9)
    return number * 2


def _lost(number: int) -> int:
    return -number


def test_a_document_that_ends_its_workers_is_the_only_one_lost(
    cluster: LocalCluster,
) -> None:
    from reader.cli.cluster import Cluster
    from reader.cli.parallel import in_order

    cluster.add_workers(2)
    with closing(Cluster(cluster.address)) as pool:
        found = list(in_order(_deadly, range(20), pool, _lost))
    assert found == [-5 if number == 5 else number * 2 for number in range(20)]
