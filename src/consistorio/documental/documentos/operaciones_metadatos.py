"""Building blocks that correct what a document says of itself, inside an open transaction. The caller holds the document's row lock."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.eventos import MetadatosCorregidos
from consistorio.documental.documentos.models import DIR3, ID_ENI, Documento, VersionMetadatos
from consistorio.documental.documentos.operaciones import cadena_de_documento, comprobar_metadatos
from consistorio.documental.documentos.tipos import ESTADOS_ELABORACION, EXIGEN_ORIGEN, TIPOS_DOCUMENTALES
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

CORREGIR = "documento.corregir"
MAXIMO_MOTIVO = 400
# What may be corrected, as people read it
CORREGIBLES: dict[str, Promise] = {
    "titulo": gettext_lazy("Título"),
    "nombre_fichero": gettext_lazy("Nombre del fichero"),
    "tipo_documental": gettext_lazy("Tipo documental"),
    "origen_administracion": gettext_lazy("Quién lo hizo"),
    "estado_elaboracion": gettext_lazy("Elaboración"),
    "id_eni_origen": gettext_lazy("Identificador del documento del que es copia"),
    "organo": gettext_lazy("Código DIR3 del órgano"),
}
QUIEN_LO_HIZO: dict[str, Promise] = {
    "si": gettext_lazy("El Ayuntamiento u otra administración"),
    "no": gettext_lazy("Una persona o entidad"),
}


def comprobar_correccion(cambios: Mapping[str, str | bool], motivo: str) -> None:
    """Hold what is asked against what may be asked. Raises DatosIncorrectos (unknown field, no change, no reason)."""
    problemas = [Problema(campo, _("Este dato no se puede corregir.")) for campo in cambios if campo not in CORREGIBLES]
    if not motivo.strip():
        problemas.append(Problema("motivo", _("Explique qué error se corrige.")))
    if not cambios:
        problemas.append(Problema("", _("No hay ningún cambio.")))
    if problemas:
        raise DatosIncorrectos(_("No se ha podido corregir el documento."), problemas=problemas)


def corregir(
    documento: Documento, cambios: Mapping[str, str | bool], *, motivo: str, actor: Actor, reloj: Reloj
) -> VersionMetadatos:
    """Write metadata anew; what they were is kept as a version, with the reason.

    Writes: VersionMetadatos, Documento. Emits: documento.metadatos.corregidos. Raises DatosIncorrectos (as `comprobar_correccion`; a code off
    the list, too long, a copy without origin).
    """
    exigir_transaccion()
    comprobar_correccion(cambios, motivo)
    version = VersionMetadatos.objects.create(
        documento=documento,
        numero=documento.version_metadatos,
        datos={campo: getattr(documento, campo) for campo in CORREGIBLES},
        motivo=motivo.strip()[:MAXIMO_MOTIVO],
        momento=reloj.ahora(),
    )
    for campo, valor in cambios.items():
        setattr(documento, campo, valor)
    documento.version_metadatos += 1
    _comprobar(documento, cambios)
    documento.save(update_fields=[*cambios, "version_metadatos"])
    hecho = MetadatosCorregidos(documento.id, documento.version_metadatos - 1, tuple(sorted(cambios)))
    anotar(cadena_de_documento(documento.id), hecho, actor=actor, reloj=reloj, filas=[documento, version])
    return version


def en_palabras(valores: Mapping[str, object]) -> str:
    """Metadata as people read them: «Título: Plano de la fachada; Elaboración: Original»."""
    return "; ".join(
        f"{nombre}: {_valor(campo, valores[campo])}" for campo, nombre in CORREGIBLES.items() if campo in valores
    )


def _valor(campo: str, valor: object) -> str:
    if campo == "origen_administracion":
        return str(QUIEN_LO_HIZO["si" if valor else "no"])
    lista = {"tipo_documental": TIPOS_DOCUMENTALES, "estado_elaboracion": ESTADOS_ELABORACION}.get(campo, {})
    return str(lista.get(str(valor), valor)) or _("nada")


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
