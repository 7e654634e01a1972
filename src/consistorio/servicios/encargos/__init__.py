"""The same act over many tasks or many cases, done one by one in the background, each with its result.

Owns `Encargo` and `FilaEncargo`. Public: `acciones`, `consultas`, `acceso`, `reglas`. Each row is the action that somebody would have called by hand, as who asked
for it and with their permission of that moment; the order of the entries is kept (LPACAP 71.2). LPACAP arts. 20, 70.4, 71.
"""
