"""A second process changes nothing but the time: the site is the same, whatever becomes of that process."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest

from quanze.load.processes import Opening
from quanze.load.versions import open_version
from quanze.publish import everything
from quanze.publish.outputs import Bundle, Output
from quanze.publish.publication import publish
from quanze.publish.site import Site, bundled_outputs, by_department
from quanze.publish.stamp import Stamp
from quanze.publish.workers import workers

from .conftest import POOR, RICH, SETTINGS, read_register, write_register
from .test_publication import contents

DEPARTMENTS = {"yljl": RICH, "tjj": POOR} | {
    f"d{n}": {"department.yaml": {"名称": f"试验市第{n}局"}} for n in range(20)
}
"""More than the other process is given at once."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_register(tmp_path_factory.mktemp("register"), SETTINGS, DEPARTMENTS)


@pytest.fixture(scope="module")
def alone(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process makes."""
    site = tmp_path_factory.mktemp("alone") / "site"
    publish(bundled_outputs(Site(read_register(folder))), Stamp(None), site, {})
    return contents(site)


@pytest.fixture
def always_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everything, "_MANY", 1)
    monkeypatch.setattr(everything, "usable_cores", lambda: 2)


@pytest.mark.usefixtures("always_two")
def test_two_processes_publish_the_same_as_one(folder: Path, tmp_path: Path) -> None:
    version = open_version(folder, None)
    register = read_register(folder)
    sites = {}
    for name, opening in (("one", None), ("two", Opening(folder))):
        told = register, version.beside, Stamp(None), tmp_path / name
        done = everything.publish_register(*told, opening=opening)
        sites[name] = contents(tmp_path / name)
        assert done.made == done.files == len(sites[name]) - 2

    assert _pages(sites["one"]) == _pages(sites["two"])


def _pages(site: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files but the marker, which names them in the order in which they were made."""
    return {path: data for path, data in site.items() if path != ".quanze-site"}


def _bundles(folder: Path) -> Iterator[Bundle]:
    return by_department.pages(Site(read_register(folder)))


def test_what_the_other_process_has_made_is_not_made_here(
    folder: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    made_here = []

    def noted(bundle: Bundle) -> Bundle:
        def outputs() -> Iterable[Output | Bundle]:
            made_here.append(bundle.name)
            return bundle.outputs()

        return Bundle(bundle.name, bundle.rests_on, outputs)

    site = Site(read_register(folder))
    with workers(partial(_bundles, folder)) as second:
        put_off = [noted(one) for one in by_department.pages(site)]
        publish(put_off, Stamp(None), tmp_path / "site", {}, workers=second)

    assert made_here
    assert set(made_here) < {one.name for one in put_off}
    assert all(
        alone[path] == data
        for path, data in contents(tmp_path / "site").items()
        if path.endswith(".html")
    )


@pytest.mark.parametrize("trouble", ["changed meanwhile", "ended", "fewer departments"])
def test_what_the_other_process_cannot_make_is_made_here(
    trouble: str, folder: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    changed = {"yljl": RICH | {"department.yaml": {"名称": "试验市园林局"}}, "tjj": POOR}
    other = write_register(tmp_path / "register", SETTINGS, DEPARTMENTS | changed)
    if trouble == "fewer departments":
        (other / "departments" / "d3" / "department.yaml").unlink()
    opened = partial(os._exit, 1) if trouble == "ended" else partial(_bundles, other)
    with workers(opened) as second:
        outputs = bundled_outputs(Site(read_register(folder)))
        publish(outputs, Stamp(None), tmp_path / "site", {}, workers=second)

    assert _pages(contents(tmp_path / "site")) == _pages(alone)
