"""One growing Merkle tree over the event log, whose heads are signed, time-stamped and published outside the database.

Owns leaves, nodes and heads of the tree. Whoever keeps a published head can prove later that nothing sealed then has changed,
even against us. Public: `consultas` (proofs, heads), `verificacion`, `trabajos.sellar_cabecera`. RFC 6962, sections 2.1-2.1.2;
ENS op.exp.8, mp.info.4; docs/verificacion.
"""
