"""Predicting literal renderings: the English that each part of a Chinese term suggests, and how usual a phrase is."""
