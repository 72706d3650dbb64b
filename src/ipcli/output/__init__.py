"""Findings and changes as text and as the formats that CI services read: one module a format."""
