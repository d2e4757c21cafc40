"""The search index: classic scripts in small parts, of which a query loads only those it needs."""

from quanze.publish.site.index.outputs import index_outputs

__all__ = ["index_outputs"]
