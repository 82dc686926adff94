"""What a holder can keep."""
