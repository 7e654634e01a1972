"""The registry office at the desk: list and search of entries, counter, changes of an entry, printed books (LPACAP 16).

Owns no state: views call the actions and consultas of `documental.registro`. Searches travel in the body, never in the address.
"""
