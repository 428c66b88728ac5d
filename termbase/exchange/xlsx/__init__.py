"""Workbooks of spreadsheet programs (ECMA-376, Office Open XML): rows of cells as text, and nothing of their looks."""
