"""The public website: static pages that work from a server and from a disk alike."""

from quanze.publish.site.addresses import Addresses
from quanze.publish.site.build import bundled_outputs, site_outputs
from quanze.publish.site.site import Site

__all__ = ["Addresses", "Site", "bundled_outputs", "site_outputs"]
