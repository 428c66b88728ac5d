"""Screens over the same functions. No SQL, no checking logic, no file formats."""
