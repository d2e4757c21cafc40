"""All files of a site: which there are, and in which order they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from quanze.publish.outputs import Bundle, Output, each, fingerprint
from quanze.publish.site import (
    adjustments,
    all_lists,
    boundaries,
    by_department,
    delegations,
    feed,
    figures_page,
    home,
    joint_matters,
    laws,
    lists,
    negative_list,
    open_data,
    regulations,
    sitemap,
)
from quanze.publish.site.compact import compact
from quanze.publish.site.index import index_outputs
from quanze.publish.site.site import Site

ASSETS = Path(__file__).parent / "assets"

PAGES = (
    home.pages,
    boundaries.pages,
    by_department.pages,
    lists.pages,
    laws.pages,
    adjustments.pages,
    figures_page.pages,
    feed.outputs,
    all_lists.pages,
    joint_matters.pages,
    delegations.pages,
    regulations.pages,
    negative_list.pages,
    open_data.pages,
)
"""What makes the pages of a site."""


def site_outputs(site: Site) -> Iterator[Output]:
    """Go through the files of a site: pages, styles, scripts, search index."""
    return each(bundled_outputs(site))


def bundled_outputs(site: Site, downloads: Iterable[Output] = ()) -> Iterator[Output | Bundle]:
    """Go through the files of a site, the pages of each department in a bundle.

    `downloads` are the files beside the site; they come before the sitemap, for which every page has to
    be there.
    """
    paths: list[str] = []
    bundles: list[Bundle] = []
    for pages in PAGES:
        for output in pages(site):
            yield output
            if isinstance(output, Bundle):
                bundles.append(output)
            else:
                paths.append(output.path)
    flows = [flow for lists in site.register.departments for flow in lists.flows]
    flows += map(site.own_lists.joint_flow, site.register.joint_matters)
    yield from site.drawings.pictures(flows)
    yield from _assets()
    if site.office.logo:
        ending, data = site.office.logo
        yield Output(f"assets/logo{ending}", fingerprint(data), lambda: data)
    yield from index_outputs(site)
    yield from downloads
    paths += (path for bundle in bundles for path in bundle.paths)
    yield from sitemap.outputs(site, paths)


def _assets() -> Iterator[Output]:
    for asset in sorted(ASSETS.iterdir()):
        # What they hold is part of quanze, whose fingerprint the publication adds.
        yield Output(f"assets/{asset.name}", "", partial(_asset, asset))


def _asset(asset: Path) -> bytes:
    if asset.suffix != ".css":
        return asset.read_bytes()
    style = asset.read_text(encoding="utf-8")
    return compact(style).encode()
