"""Powers granted or accredited at the office: what is wrong with one, and the door to it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Func, Q, TextField, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from consistorio.documental.documentos.cotejo import problemas_para_cotejar
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.tipos import EstadoElaboracion
from consistorio.documental.registro.comprobaciones import problemas_escritos
from consistorio.documental.registro.reglas import texto_busqueda
from consistorio.documental.registro.tipos import Apoderamiento, DatosPersona
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Nif
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.identidad import reglas
from consistorio.plataforma.identidad.models import Persona, Representacion
from consistorio.plataforma.identidad.operaciones import conocida, problemas_de_alcance

APUD_ACTA = Representacion.Acreditacion.APUD_ACTA_PRESENCIAL
EN_OFICINA = (
    APUD_ACTA,
    Representacion.Acreditacion.DOCUMENTO,
    Representacion.Acreditacion.LEGAL,
    Representacion.Acreditacion.REA,
)
COMPRUEBE = gettext_lazy("Compruebe quién es con el documento que le enseña, y marque la casilla.")
_MARCAS = "áàâäãéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ"
_SIN_MARCAS = texto_busqueda(_MARCAS)
IDENTIFICACIONES = {
    "dni": gettext_noop("documento nacional de identidad"),
    "nie": gettext_noop("tarjeta de identidad de extranjero"),
    "pasaporte": gettext_noop("pasaporte"),
    "extranjero": gettext_noop("documento de identidad de su país"),
}


def problemas_de_apoderamiento(pedido: Apoderamiento, *, actor: Actor, reloj: Reloj) -> list[Problema]:
    """Everything that stops a power from being inscribed. Only reads."""
    problemas = [
        *_de_identidad(pedido.representado, "representado_"),
        *_de_identidad(pedido.representante, "representante_"),
        *problemas_de_alcance(pedido.alcance, pedido.procedimiento),
        *_de_periodo(pedido.desde, pedido.hasta, reloj),
    ]
    if pedido.acreditacion not in EN_OFICINA:
        problemas.append(Problema("acreditacion", _("Elija cómo se acredita la representación.")))
    elif pedido.acreditacion == APUD_ACTA:
        problemas += _de_comparecencia(pedido)
    elif pedido.fichero is None and not (pedido.acreditacion == "rea" and pedido.referencia):
        problemas.append(Problema("fichero", _("Adjunte el documento que acredita la representación.")))
    if pedido.fichero is not None and pedido.fichero.validez == EstadoElaboracion.COPIA_DE_PAPEL:
        problemas += problemas_para_cotejar(pedido.fichero.contenido, nombre=pedido.fichero.nombre, actor=actor)
    return problemas


def _de_identidad(datos: DatosPersona, prefijo: str) -> list[Problema]:
    """A wrong number would give somebody else's power away: the name is asked for always, and must be that of the document."""
    problemas = problemas_escritos(datos, prefijo)
    persona = conocida(datos.tipo_documento, datos.pais_documento, datos.nif)
    if problemas or persona is None or persona.es_organizacion:
        return problemas
    if not datos.nombre.strip():
        return [Problema(f"{prefijo}nombre", _("Escriba el nombre de la persona."))]
    if not reglas.mismo_nombre((datos.nombre, datos.apellido1), (persona.nombre, persona.apellido1)):
        mensaje = _("El nombre y el primer apellido no son los de ese documento. Escríbalos como figuran en él.")
        return [Problema(f"{prefijo}nombre", mensaje)]
    return []


def _de_periodo(desde: date, hasta: date, reloj: Reloj) -> list[Problema]:
    try:
        reglas.exigir_periodo(desde, hasta, hoy=hoy(reloj))
    except DatosIncorrectos as error:
        return list(error.problemas)
    return []


def _de_comparecencia(pedido: Apoderamiento) -> list[Problema]:
    """Whoever grants it is there and is who they say. An organisation, which has to use electronic means (14.2), grants in the sede."""
    problemas = []
    if pedido.fichero is not None:
        mensaje = _(
            "En persona se levanta un acta y no se adjunta nada. Quite el documento, o elija otra forma de acreditarla."
        )
        problemas.append(Problema("fichero", mensaje))
    if _es_entidad(pedido.representado):
        mensaje = _("Una entidad otorga por la sede electrónica, o acredita la representación con un documento.")
        problemas.append(Problema("acreditacion", mensaje))
    if pedido.identificacion not in IDENTIFICACIONES:
        problemas.append(Problema("identificacion", _("Elija con qué documento se ha identificado quien otorga.")))
    if not pedido.identidad_comprobada:
        problemas.append(Problema("identidad_comprobada", str(COMPRUEBE)))
    return problemas


def _es_entidad(datos: DatosPersona) -> bool:
    if datos.tipo_documento != Persona.TipoDocumento.NIF:
        return False
    try:
        return reglas.clase_de_nif(Nif.de(datos.nif)) != Persona.Clase.FISICA
    except DatosIncorrectos:
        return False


def apoderamiento_para(
    actor: Actor, representacion_id: UUID, *, motivo: str
) -> tuple[Representacion, Documento | None]:
    """A power and its document, for whoever inscribes them; the look is logged. Raises NoEncontrado."""
    inscribe = actor.puede("representacion.inscribir")
    hallada = (
        Representacion.objects.select_related("representado", "representante").filter(id=representacion_id).first()
        if inscribe
        else None
    )
    registrar_acceso(
        actor, que="representacion", objeto_id=representacion_id, motivo=motivo, permitido=hallada is not None
    )
    if hallada is None:
        raise NoEncontrado(_("No encontramos esa representación."))
    return hallada, _documento(hallada.documento_id)


def documento_de_prorroga(representacion: Representacion) -> Documento | None:
    """What records the last extension of a power that was read through `apoderamiento_para`, if an office noted it."""
    return _documento(representacion.documento_prorroga_id)


def documento_de_fin(representacion: Representacion) -> Documento | None:
    """What records the end of a power that was read through `apoderamiento_para`, if an office noted it."""
    return _documento(representacion.documento_fin_id)


def _documento(documento_id: UUID | None) -> Documento | None:
    if documento_id is None:
        return None
    return Documento.objects.select_related("contenido").filter(id=documento_id).first()


class Cuales(StrEnum):
    """Which powers a list shows."""

    VIGENTES = "vigentes"
    TERMINADOS = "terminados"
    TODOS = "todos"


def lista(
    actor: Actor, *, texto: str, cuales: Cuales, en: date, antes_de: UUID | None, cuantos: int
) -> list[Representacion]:
    """Powers, newest first, for whoever inscribes them. `texto`: NIF or words of the names of either side, without minding accents.

    In force: not over by their state nor by their last day. The look is logged, not the words. One query.
    """
    registrar_acceso(
        actor,
        que="representaciones",
        objeto_id="busqueda" if texto else "ultimos",
        motivo="Buscar apoderamientos" if texto else "Ver los últimos apoderamientos",
        permitido=actor.puede("representacion.inscribir"),
    )
    if not actor.puede("representacion.inscribir"):
        return []
    vivas = Q(estado__in=[Representacion.Estado.PENDIENTE, Representacion.Estado.VIGENTE], hasta__gte=en)
    consulta = Representacion.objects.select_related("representado", "representante")
    if cuales != Cuales.TODOS:
        consulta = consulta.filter(vivas if cuales == Cuales.VIGENTES else ~vivas)
    if antes_de is not None:
        consulta = consulta.filter(id__lt=antes_de)
    consulta = consulta.alias(quienes=_nombres())
    for palabra in texto_busqueda(texto).split()[:8]:
        consulta = consulta.filter(quienes__contains=palabra)
    return list(consulta.order_by("-id")[:cuantos])


def _nombres() -> Func:
    """Numbers and names of both sides as `texto_busqueda` writes them, whatever the locale of the database."""
    datos = ("nif", "nombre", "apellido1", "apellido2", "razon_social")
    campos = [f"{lado}__{dato}" for lado in ("representado", "representante") for dato in datos]
    junto = Func(Value(" "), *campos, function="CONCAT_WS", output_field=TextField())
    return Func(Lower(junto), Value(_MARCAS), Value(_SIN_MARCAS), function="TRANSLATE", output_field=TextField())
