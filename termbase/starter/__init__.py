"""The built-in glossary of Chinese policy terms: reviewable text, one file a domain, and its reader."""
