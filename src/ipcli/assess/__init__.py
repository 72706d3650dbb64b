"""What follows from a plan on a day. Pure functions: no files, no clock; `today` is handed in."""
