"""The parts that papers are made of: each a frozen view and the function that builds it."""
