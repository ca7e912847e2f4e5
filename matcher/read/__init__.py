"""Files to documents: project files and tables, in whatever encoding and with whatever mistakes they come."""
