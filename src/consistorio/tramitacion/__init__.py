"""The rooms where a case is born and worked: forms, catalogue, cases, engine and submissions."""
