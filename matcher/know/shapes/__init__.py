"""The shape of every kind of file: pydantic models, which read and are never handed on."""
