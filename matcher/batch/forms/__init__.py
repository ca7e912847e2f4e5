"""How an output is written, by the ending of its name."""

from matcher.batch.forms.form import STANDARD_OUTPUT, Form, Kind, form_of
from matcher.batch.forms.writer import RowWriter

__all__ = ["STANDARD_OUTPUT", "Form", "Kind", "RowWriter", "form_of"]
