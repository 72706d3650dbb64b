"""A plan over many revisions."""
