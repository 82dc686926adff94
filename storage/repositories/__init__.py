"""One repository a table or so; each conforms to its protocol in the domain."""
