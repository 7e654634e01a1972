"""Permissions of the resolutions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

PROPONER = "resolucion.proponer"
ELEVAR = "resolucion.elevar"
ANULAR = "resolucion.anular"
LIBRO = "resolucion.libro"
CERTIFICAR = "resolucion.certificar"
ACORDAR = "resolucion.acordar"
DOCUMENTAR = "resolucion.documentar"

declarar(PROPONER, _("Redactar y hacer propuestas de resolución"))
declarar(ELEVAR, _("Dar número a las resoluciones y enviarlas a la firma"))
declarar(ANULAR, _("Anular el número de una resolución por diligencia"))
declarar(LIBRO, _("Llevar los libros de resoluciones y de acuerdos: abrir, cerrar e imprimir"))
declarar(CERTIFICAR, _("Pedir certificados del Libro de Resoluciones"))
declarar(ACORDAR, _("Anotar lo que se acuerda en las sesiones de los órganos colegiados"))
declarar(DOCUMENTAR, _("Preparar los documentos de las resoluciones"), Ambito.SISTEMA)
