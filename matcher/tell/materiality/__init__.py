"""A materiality screening told: sentences, objects, tables, registers, and the matrix."""
