"""The Python runner of the conformance vectors: files, jobs and comparison. See `tests/vectors/README.md`."""
