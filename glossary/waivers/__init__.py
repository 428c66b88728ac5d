"""Waivers: recorded decisions not to report a finding, with their reasons, in comments, settings and baselines."""
