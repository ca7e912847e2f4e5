"""The full trace of a reading, told at a terminal, as Markdown, as JSON and as a page."""
