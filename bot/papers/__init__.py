"""What a holder can keep: receipts as PDF, movements as CSV."""
