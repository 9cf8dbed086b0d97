"""One file for each table that can be taken away: its docstring says what the table holds."""
