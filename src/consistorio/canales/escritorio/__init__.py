"""The desk where the staff works: inbox of tasks, cases, signatures, registry, search.

Owns no state: views call actions and consultas of the rooms below. Every view carries `@empleado(permiso)`. LPACAP 20, 53.1.b, 75.2.
"""
