"""Alembic's script folder, packaged so that an installed zhengming can make and upgrade term bases."""
