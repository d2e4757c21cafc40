"""The records of adjustments as data: of what changed the words that their pages tell, and no others."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.model.adjustment import AdjustmentRecord, ElementRecord, RecordedChange


def told_record(record: AdjustmentRecord) -> AdjustmentRecord:
    """Return a record whose changed elements say in words what they were and what they are."""
    changes = tuple(
        change.model_copy(update={"elements": tuple(_told(change))}) for change in record.changes
    )
    return record.model_copy(update={"changes": changes})


def _told(change: RecordedChange) -> Iterator[ElementRecord]:
    # It comes with the notices, and these with the pages, which name the files of the data.
    from quanze.publish.notice.differences import sides

    for element in change.elements:
        for label, old, new in sides(element.name, element.old, element.new):
            yield ElementRecord.model_construct(name=label, old=old, new=new)
