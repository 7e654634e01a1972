"""Permissions of the resolutions."""

from __future__ import annotations

from consistorio.plataforma.identidad.permisos import Ambito, declarar

PROPONER = "resolucion.proponer"
ELEVAR = "resolucion.elevar"
ANULAR = "resolucion.anular"
LIBRO = "resolucion.libro"
CERTIFICAR = "resolucion.certificar"
DOCUMENTAR = "resolucion.documentar"

declarar(PROPONER, "Redactar y hacer propuestas de resolución")
declarar(ELEVAR, "Dar número a las resoluciones y enviarlas a la firma")
declarar(ANULAR, "Anular el número de una resolución por diligencia")
declarar(LIBRO, "Llevar el Libro de Resoluciones: abrir, cerrar e imprimir")
declarar(CERTIFICAR, "Pedir certificados del Libro de Resoluciones")
declarar(DOCUMENTAR, "Preparar los documentos de las resoluciones", Ambito.SISTEMA)
