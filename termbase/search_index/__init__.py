"""The part of search that is the database's: keys by exact text, by beginning, and by what they hold."""
