"""What a plan is made of: frozen records, no files, no clock. One module a kind of record."""
