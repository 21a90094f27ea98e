"""Write mathematical proofs with language models and find out whether they are right."""

__version__ = "0.1.0"
