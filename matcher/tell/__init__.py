"""Assessments told: objects for JSON, cells for tables, pages for terminals and Markdown."""
