"""How the town hall is organised: units, posts, people, and who signs in whose place.

Owns the dated tree of units with DIR3 codes, posts, roles with their permissions, employees, occupation of posts,
substitutions, delegations and absences. Public: `models` (foreign keys by string), `acciones`, `operaciones`, `consultas`
(`actor_de`, `titular_de`). LRJSP arts. 5-14; LBRL arts. 21-23; ROF arts. 43-48, 114-118; NTI DIR3.
"""
