"""Papers: frozen views of a plan, and the templates that place them on a page."""
