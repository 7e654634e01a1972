"""Cases of the program that the town hall had before: read from two tables and a folder, judged whole before anything is written, counted afterwards.

A case comes in whole, with all its documents, or does not. It is closed from the beginning: it is found, read and exported, and nothing else is done with it.
"""
