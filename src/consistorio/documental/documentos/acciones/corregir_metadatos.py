"""Correct an error in the metadata of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.acceso import documento_para
from consistorio.documental.documentos.eventos import MetadatosCorregidos
from consistorio.documental.documentos.models import DIR3, ID_ENI, Documento, VersionMetadatos
from consistorio.documental.documentos.operaciones import cadena_de_documento, comprobar_metadatos
from consistorio.documental.documentos.tipos import EXIGEN_ORIGEN
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

CORREGIBLES = (
    "titulo",
    "nombre_fichero",
    "tipo_documental",
    "origen_administracion",
    "estado_elaboracion",
    "id_eni_origen",
    "organo",
)


@accion(
    "documento.metadatos.corregidos",
    permiso="documento.corregir",
    norma="NTI de Documento electrónico V.1.c; LPACAP art. 109.2",
)
def corregir_metadatos(
    *, actor: Actor, documento_id: UUID, cambios: Mapping[str, str | bool], motivo: str, reloj: Reloj
) -> Documento:
    """Correct metadata captured by mistake; what they were is kept as a version, with the reason.

    Who: whoever may correct, on a document that they may see. Writes: VersionMetadatos, Documento.
    Emits: documento.metadatos.corregidos. Raises: DatosIncorrectos (unknown field, code off the list, no reason, copy without
    origin), NoEncontrado, NoPermitido.
    """
    problemas = [Problema(campo, _("Este dato no se puede corregir.")) for campo in cambios if campo not in CORREGIBLES]
    if not motivo.strip():
        problemas.append(Problema("motivo", _("Explique qué error se corrige.")))
    if not cambios:
        problemas.append(Problema("", _("No hay ningún cambio.")))
    if problemas:
        raise DatosIncorrectos(_("No se ha podido corregir el documento."), problemas=problemas)
    documento = documento_para(actor, documento_id, motivo="corrección de metadatos", bloquear=True)
    anteriores = {campo: getattr(documento, campo) for campo in CORREGIBLES}
    version = VersionMetadatos.objects.create(
        documento=documento,
        numero=documento.version_metadatos,
        datos=anteriores,
        motivo=motivo.strip()[:400],
        momento=reloj.ahora(),
    )
    for campo, valor in cambios.items():
        setattr(documento, campo, valor)
    documento.version_metadatos += 1
    _comprobar(documento, cambios)
    documento.save(update_fields=[*cambios, "version_metadatos"])
    hecho = MetadatosCorregidos(documento.id, documento.version_metadatos - 1, tuple(sorted(cambios)))
    anotar(cadena_de_documento(documento.id), hecho, actor=actor, reloj=reloj, filas=[documento, version])
    return documento


def _comprobar(documento: Documento, cambios: Mapping[str, str | bool]) -> None:
    """Hold what it says now against the norm, and against what PostgreSQL would refuse. Raises DatosIncorrectos with every problem."""
    problemas: list[Problema] = []
    try:
        comprobar_metadatos(documento)
    except DatosIncorrectos as error:
        problemas += error.problemas
    for campo, valor in cambios.items():
        maximo = getattr(Documento._meta.get_field(campo), "max_length", None)
        if isinstance(valor, str) and isinstance(maximo, int) and len(valor) > maximo:
            problemas.append(Problema(campo, _("Escriba %(n)d caracteres como mucho.") % {"n": maximo}))
    if documento.estado_elaboracion in EXIGEN_ORIGEN and not documento.id_eni_origen:
        problemas.append(
            Problema(
                "id_eni_origen", _("Una copia de este tipo tiene que decir de qué documento lo es: su identificador.")
            )
        )
    if documento.id_eni_origen and not re.fullmatch(ID_ENI, documento.id_eni_origen):
        problemas.append(
            Problema("id_eni_origen", _("Escriba el identificador completo: ES_órgano_año_30 caracteres."))
        )
    if not re.fullmatch(DIR3, documento.organo):
        problemas.append(Problema("organo", _("Escriba el código DIR3 del órgano, de 9 letras y números.")))
    if problemas:
        raise DatosIncorrectos(_("No se ha podido corregir el documento."), problemas=problemas)
