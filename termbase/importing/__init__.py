"""Bring concepts from outside into a term base: find what they are there, plan, and do it in one step."""
