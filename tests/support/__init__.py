"""What tests are built from. Builders only; the fixtures are in `conftest.py`."""
