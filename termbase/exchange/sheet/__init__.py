"""Concepts as rows of a sheet: what the columns mean, whatever file the sheet stands in."""
