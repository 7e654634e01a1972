"""Documental: registry, signatures, documents, sealing."""
