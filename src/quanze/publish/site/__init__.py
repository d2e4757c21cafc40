"""The public website: static pages that work from a server and from a disk alike."""

from quanze.publish.site.addresses import Addresses
from quanze.publish.site.build import write_site

__all__ = ["Addresses", "write_site"]
