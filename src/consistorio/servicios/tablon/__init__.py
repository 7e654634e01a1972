"""The notice board of the sede (LPACAP 45, 83.2; RD 203/2021 art. 11).

Owns `Anuncio` and `DocumentoExpuesto`. Public: `acciones`, `consultas`. What the engine asks to announce is shown here from its signature
to its last day; then a record, with the organ's seal, says which days it was shown and joins its case. Registers the task kinds
`publicacion` and `informacion_publica`.
"""
