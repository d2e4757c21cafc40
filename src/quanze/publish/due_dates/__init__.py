"""Due dates for other programs and for desks: JSON, CSV, Excel and calendar files."""
