"""What is compared: expressions over the tables, each yielding rows of one form."""
