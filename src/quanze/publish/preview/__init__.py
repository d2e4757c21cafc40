"""A live preview: the site as it would be published, with the findings beside what they speak of."""

from quanze.publish.preview.server import serve
from quanze.publish.preview.snapshot import Snapshot, take

__all__ = ["Snapshot", "serve", "take"]
