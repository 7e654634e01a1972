"""Making the printed book that was asked for, and asking for its seal."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos import operaciones as documentos
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma import operaciones as firma
from consistorio.documental.registro import libro_impreso
from consistorio.documental.registro.eventos import LibroImpreso
from consistorio.documental.registro.models import EdicionLibro
from consistorio.documental.registro.referencias import referencia_de_libro
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, automatizadas
from consistorio.plataforma.auditoria.operaciones import anotar

automatizadas.declarar(
    automatizadas.Actuacion(
        "libro_registro",
        gettext_lazy("Edición del libro de registro"),
        "LPACAP arts. 16.2 y 26.2",
        gettext_lazy(
            "A petición de la oficina, el programa imprime en un documento los asientos de esos días y lo sella."
        ),
        gettext_lazy("Los asientos del libro."),
        permisos=("registro.componer_libro",),
        modulos=(__name__,),
    )
)


@accion("registro.libro.impreso", permiso="registro.componer_libro", norma="LPACAP arts. 16.2 y 26.2")
def componer_libro(*, actor: Actor, edicion_id: UUID, reloj: Reloj) -> EdicionLibro:
    """Make the PDF of a book with its opening and closing diligencias and ask for the organ's seal. Done twice, it is done once.

    Who: the books' process (`registro.componer_libro`). Writes Documento, EdicionLibro; emits registro.libro.impreso.
    Raises NoEncontrado.
    """
    edicion = EdicionLibro.objects.select_for_update().filter(pk=edicion_id).first()
    if edicion is None:
        raise NoEncontrado(_("No se ha pedido ese libro."))
    if edicion.documento_id is not None:
        return edicion
    compuesto = libro_impreso.componer(edicion, entidad=settings.CONSISTORIO_ENTIDAD["nombre"])
    documento = documentos.crear_desde_plantilla(
        "libro",
        compuesto.datos,
        titulo=f"{libro_impreso.NOMBRES[edicion.libro_id]}, {edicion.desde:%d/%m/%Y} - {edicion.hasta:%d/%m/%Y}",
        tipo_documental="TD99",
        organo=settings.CONSISTORIO_ENTIDAD["dir3"],
        nombre=f"libro-{edicion.libro_id}-{edicion.desde}-{edicion.hasta}.pdf",
        firmas=(SELLO_DE_ORGANO,),
        actor=actor,
        reloj=reloj,
    )
    edicion.documento, edicion.asientos = documento, compuesto.asientos
    edicion.save()
    firma.sellar(documento, referencia=referencia_de_libro(edicion.id), reloj=reloj)
    hecho = LibroImpreso(edicion_id=edicion.id, documento_id=documento.id, asientos=compuesto.asientos)
    anotar(documentos.cadena_de_documento(documento.id), hecho, actor=actor, reloj=reloj)
    return edicion
