"""The composition root: the one file that names every concrete class."""
