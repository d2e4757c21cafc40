"""What was found in handled cases, as data and as a workbook; and the empty table."""
