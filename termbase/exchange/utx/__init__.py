"""UTX (Universal Terminology eXchange): a glossary of two languages in a tab-delimited text file, a pair a line."""
