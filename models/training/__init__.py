"""What the example models' training folders share; see README.md."""
