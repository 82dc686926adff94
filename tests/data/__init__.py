"""Files that tests read, and the scripts that wrote them."""
