"""Search over what an actor may see. Each source goes through its own `visibles_para`; nothing else is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.documentos.csv import normalizar_csv
from consistorio.documental.registro import consultas as registro
from consistorio.documental.registro.models import Asiento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.orden import con_palabras, planes_a_medida
from consistorio.servicios.comunicaciones import consultas as comunicaciones
from consistorio.servicios.resoluciones import consultas as resoluciones
from consistorio.tramitacion.expedientes import consultas as expedientes

TOPE = 20


@dato
class Hallazgo:
    """Something found: what it is, where, and when it is from."""

    clase: str
    titulo: str
    detalle: str
    url: str
    cuando: datetime | None = None


def expediente_exacto(actor: Actor, texto: str) -> UUID | None:
    """The case whose number is exactly the text, if the actor may see it."""
    if "/" not in texto:
        return None
    return expedientes.visibles_para(actor).filter(numero=texto.upper()).values_list("id", flat=True).first()


def buscar(actor: Actor, texto: str) -> list[Hallazgo]:
    """At most `TOPE` of each kind, cases first. The search itself is noted: it reads personal data."""
    registrar_acceso(actor, que="busqueda", objeto_id="escritorio", motivo="búsqueda en el escritorio")
    with planes_a_medida(alias_actual()):
        entre = expedientes.entre_pocos(actor)
        asientos = registro.lista(actor, registro.Filtro(texto=texto), cuantos=TOPE)
        return [
            *_documentos(actor, texto, entre),
            *_expedientes(actor, texto, asientos, entre),
            *_resoluciones(actor, texto),
            *_comunicaciones(actor, texto),
            *_de_registro(asientos),
        ]


def _documentos(actor: Actor, texto: str, entre: frozenset[UUID] | None) -> Iterable[Hallazgo]:
    """The document of a code, or those of the visible cases whose title has every word."""
    csv = normalizar_csv(texto)
    visibles = documentos.visibles_para(actor)
    hallados = visibles.filter(csv=csv) if csv else con_palabras(visibles, texto, "titulo")
    if entre is not None:
        hallados = expedientes.entre_sus_documentos(hallados, entre)
    for fila in hallados.order_by("-id")[:TOPE]:
        url = reverse("escritorio:documento", args=[fila.id])
        yield Hallazgo(_("Documento"), fila.titulo, fila.csv, url, fila.fecha_captura)


def _expedientes(
    actor: Actor, texto: str, asientos: Sequence[Asiento], entre: frozenset[UUID] | None
) -> Iterable[Hallazgo]:
    """Cases by part of their number, words of their title, a party, or the entries of the registry that were found."""
    numeros = {asiento.numero_expediente for asiento in asientos} - {""}
    por_registro = [Q(**{f"{campo}__in": numeros}) for campo in ("id_eni", "numero") if numeros]
    casos = expedientes.buscados(actor, texto, ademas=por_registro, tope=TOPE, entre=entre)
    for fila in casos.select_related("unidad"):
        detalle = f"{fila.unidad.nombre} · {fila.get_estado_display()}"
        url = reverse("escritorio:expediente", args=[fila.id])
        yield Hallazgo(_("Expediente"), f"{fila.numero} · {fila.titulo}", detalle, url, fila.abierto_el)


def _resoluciones(actor: Actor, texto: str) -> Iterable[Hallazgo]:
    numero, barra, anio = texto.partition("/")
    if not (barra and numero.isdecimal() and anio.isdecimal()):
        return
    for fila in resoluciones.visibles_para(actor).filter(numero=int(numero), libro__anio=int(anio))[:TOPE]:
        url = reverse("escritorio:expediente", args=[fila.expediente_id])
        yield Hallazgo(
            _("Resolución"), f"{fila.numero_completo} · {fila.asunto}", fila.get_estado_display(), url, fila.elevada_el
        )


def _comunicaciones(actor: Actor, texto: str) -> Iterable[Hallazgo]:
    for fila in comunicaciones.buscadas(actor, texto, limite=TOPE):
        url = reverse("escritorio:comunicacion_interna", args=[fila.id])
        yield Hallazgo(
            _("Comunicación interna"), f"{fila.numero} · {fila.asunto}", fila.unidad.nombre, url, fila.enviada_el
        )


def _de_registro(asientos: Iterable[Asiento]) -> Iterable[Hallazgo]:
    for fila in asientos:
        url = reverse("oac:asiento", args=[fila.id])
        yield Hallazgo(
            _("Registro"), f"{fila.numero_completo} · {fila.asunto}", fila.unidad_nombre, url, fila.registrado_el
        )
