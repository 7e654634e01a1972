"""The rooms of the house beside the path of a case, each with its acts, its own dictionaries, and what it has to be in the database."""
