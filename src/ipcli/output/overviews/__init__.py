"""What a plan looks like on a day, as sheets: one module an overview."""
