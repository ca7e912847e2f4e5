"""Project files: one project or a few, as plain text or as keys and values."""

from matcher.read.projects.files import read_project_file, read_projects
from matcher.read.projects.folder import FolderTable

__all__ = ["FolderTable", "read_project_file", "read_projects"]
