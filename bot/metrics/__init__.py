"""The numbers for the operator: what each process counts, and what is asked of the database."""
