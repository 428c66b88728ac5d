"""Glossaries for people: pages in Markdown and HTML, sorted, with an index."""
