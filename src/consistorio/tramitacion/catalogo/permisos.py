"""Permissions of this room, registered by `identidad.permisos` with the rest of the house's codes."""

VER = "catalogo.ver"  # everybody who works in the town holds it
CARGAR = "catalogo.cargar"
DISENAR = "catalogo.disenar"
PUBLICAR = "catalogo.publicar"
IMPLANTAR = "catalogo.implantar"
LEGAL = "legal.anotar"
# Who answers for each legal value writes it, and nobody else: they are no part of `catalogo.*`
LEGAL_DE = {
    "secretaria": "legal.secretaria",
    "gestion_tributaria": "legal.gestion_tributaria",
    "archivo": "legal.archivo",
}
# With which a town's files are loaded by its installation
DE_LA_INSTALACION = (CARGAR, PUBLICAR, LEGAL, *LEGAL_DE.values())
