"""A publication that is killed, or for which the disk has no room, loses nothing."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from quanze.publish.place import MARKER, work_folder
from quanze.publish.publication import MANIFEST
from tests.cli.running import command, quanze, started
from tests.office import REGISTER, Office, power, powers

TIMES = 10


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path / "repo")
    office.write(REGISTER)
    office.write({"departments/jia/power.yaml": many("10个工作日")})
    return office


def many(limit: str) -> dict[str, object]:
    items = (
        power(f"22040001201{n:03d}", f"占用公路许可{n}", 法定时限="20个工作日", 承诺时限=limit)
        for n in range(60)
    )
    return powers("甲局", *items)


def told(office: Office, site: Path) -> tuple[str | Path, ...]:
    return ("publish", office.folder, "--to", site)


def run(office: Office, site: Path) -> subprocess.CompletedProcess[str]:
    return quanze(*told(office, site))


def whole(site: Path) -> str:
    """Check that a site is complete, every file as its manifest says; return the manifest's digest."""
    manifest = (site / MANIFEST).read_bytes()
    told = {path: facts["sha256"] for path, facts in json.loads(manifest)["files"].items()}
    held = {
        name: sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file() and (name := path.relative_to(site).as_posix()) not in (MANIFEST, MARKER)
    }
    assert held == told
    return sha256(manifest).hexdigest()


def test_a_kill_at_any_moment_leaves_a_whole_site(office: Office, tmp_path: Path) -> None:
    site = tmp_path / "site"
    begin = time.perf_counter()
    assert started(*told(office, site)).returncode == 0
    long = time.perf_counter() - begin
    moments = random.Random(6)
    for number in range(TIMES):
        office.write({"departments/jia/power.yaml": many(f"{number + 1}个工作日")})
        process = subprocess.Popen(
            command(*told(office, site)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(moments.uniform(0.2, 1.0) * long)
        process.kill()
        process.wait()
        whole(site)
    done = run(office, site)
    assert done.returncode == 0, done.stderr
    whole(site)
    assert not work_folder(site).exists(), "what the killed runs left is tidied up"


def test_a_first_publication_that_is_killed_leaves_nothing_in_its_place(
    office: Office, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    process = subprocess.Popen(
        command(*told(office, site)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while not work_folder(site).exists() and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert not site.exists() or whole(site)
    assert run(office, site).returncode == 0
    whole(site)


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are set through POSIX")
def test_a_disk_without_room_leaves_the_old_site(office: Office, tmp_path: Path) -> None:
    """A limit on the size of files gives the same error as a disk that is full."""
    site = tmp_path / "site"
    assert run(office, site).returncode == 0
    before = whole(site)
    office.write({"departments/jia/power.yaml": many("3个工作日")})
    limited = "import resource,runpy,sys; resource.setrlimit(resource.RLIMIT_FSIZE,(20000,20000)); sys.argv=['quanze',*sys.argv[1:]]; runpy.run_module('quanze',run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", limited, *map(str, told(office, site))],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "写不下新网站" in done.stderr
    assert "原来的网站没有改动" in done.stderr
    assert whole(site) == before
    assert not work_folder(site).exists()


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount a small disk"
)
def test_a_disk_that_is_full_leaves_the_old_site(office: Office, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        site = disk / "site"
        assert run(office, site).returncode == 0
        before = whole(site)
        room = os.statvfs(disk)
        (disk / "filler").write_bytes(bytes(room.f_bavail * room.f_frsize - 100_000))
        office.write({"departments/jia/power.yaml": many("3个工作日")})
        done = run(office, site)
        assert done.returncode == 2, done.stdout + done.stderr
        assert "写不下新网站" in done.stderr
        assert whole(site) == before
        (disk / "filler").unlink()
        assert run(office, site).returncode == 0
        assert whole(site) != before
    finally:
        subprocess.run(["umount", str(disk)], check=True)
