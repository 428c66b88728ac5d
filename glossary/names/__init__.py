"""Official names: what they are made of, and what nearly is one."""
