"""What a councillor is shown of what they may see: the data of natural persons are hidden, unless what was granted includes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.escritorio import lecturas_ejecucion as ejecucion
from consistorio.canales.escritorio.lecturas_ejecucion import Filtro, Linea
from consistorio.canales.interfaz.cursores import identificador
from consistorio.documental.documentos.models import Documento
from consistorio.economia.cierre.models import PasoDeRendicion, Rendicion
from consistorio.economia.contabilidad.consultas import ejercicios
from consistorio.economia.informacion.models import Remision
from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.models import Aplicacion, LineaOperacion, Operacion
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.concejales.consultas import numeros_de
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.tramitacion.expedientes.models import Expediente

# Their pages, as the access log has them
_PAGINAS: Final = {
    "delegacion": gettext_lazy("Presupuesto de su delegación"),
    "cuentas": gettext_lazy("Cuentas publicadas"),
    "resoluciones": gettext_lazy("Resoluciones y acuerdos"),
}
OPERACIONES_A_LA_VISTA: Final = 100
APLICACIONES_A_LA_VISTA: Final = 400
# Since which step each is laid before who has to see it: the Pleno, the Comisión Especial de Cuentas (TRLRHL 193.4 and 212.2)
_A_LA_VISTA = {Rendicion.Clase.LIQUIDACION: "pleno", Rendicion.Clase.CUENTA_GENERAL: "comision"}


@dato
class OperacionVelada:
    """An operation as a councillor sees it. `tercero`: "" when there is none; `texto`: of what class it is, unless persons are shown; `importe`: of what they see of
    it, in euros."""

    operacion: Operacion
    tercero: str
    texto: str
    importe: Decimal


@dato
class Presupuesto:
    """Part of a budget: its rows, what they add up to and its operations, the newest first."""

    lineas: Sequence[Linea]
    total: Linea | None
    operaciones: Sequence[OperacionVelada]
    faltan: bool


def nombre_de(persona: Persona | None, *, varios: bool = False, con_personas: bool) -> str:
    """Who it is, as far as it may be said: an organisation always, a natural person only when that was granted."""
    if varios:
        return _("Varios terceros")
    if persona is None:
        return ""
    return persona.nombre_completo if con_personas or persona.es_organizacion else _("Una persona física")


def presupuesto(anio: int, codigos: Iterable[str], *, con_personas: bool) -> Presupuesto:
    """The execution of the credits whose codes begin so, with what was done to them. The same queries whatever their number."""
    condicion = Q(pk__in=[])
    for codigo in codigos:
        condicion |= Filtro(codigo=codigo).de_gasto()
    filas = ejecucion.aplicaciones(anio, Filtro()).filter(condicion)
    halladas = list(filas[: APLICACIONES_A_LA_VISTA + 1])
    lineas = ejecucion.lineas_de(halladas[:APLICACIONES_A_LA_VISTA])
    operaciones = _de_aplicaciones(filas)
    importes = _importes(filas, operaciones)
    return Presupuesto(
        lineas,
        ejecucion.total_de_gasto(filas) if lineas else None,
        [_velada(una, importes[una.id], con_personas=con_personas) for una in operaciones[:OPERACIONES_A_LA_VISTA]],
        len(halladas) > APLICACIONES_A_LA_VISTA or len(operaciones) > OPERACIONES_A_LA_VISTA,
    )


def anio_de_las_cuentas() -> int | None:
    """This year, or the newest of the accounts; None while there is none."""
    todos = [uno.anio for uno in ejercicios()]
    este = hoy(reloj_de_la_casa()).year
    return este if este in todos else next(iter(todos), None)


def aplicaciones_de(anio: int, codigo: str) -> list[Aplicacion] | None:
    """Those of a year whose codes begin so, `APLICACIONES_A_LA_VISTA` at most; None while there is no budget of that year."""
    halladas = list(ejecucion.aplicaciones(anio, Filtro(codigo=codigo))[:APLICACIONES_A_LA_VISTA])
    return halladas if halladas or Aplicacion.objects.filter(ejercicio_id=anio).exists() else None


def _de_aplicaciones(filas: QuerySet[Aplicacion]) -> list[Operacion]:
    suyas = LineaOperacion.objects.filter(aplicacion__in=filas.order_by().values("id")).values("operacion_id")
    operaciones = Operacion.objects.select_related("tercero").filter(id__in=suyas).order_by("-id")
    return list(operaciones[: OPERACIONES_A_LA_VISTA + 1])


def _importes(filas: QuerySet[Aplicacion], operaciones: Sequence[Operacion]) -> dict[UUID, Decimal]:
    """What each does to those credits: it may touch others too."""
    suyas = LineaOperacion.objects.filter(operacion__in=operaciones, aplicacion__in=filas.order_by().values("id"))
    return dict(suyas.values_list("operacion_id").annotate(suma=Sum("importe")).order_by())


def del_expediente(expediente: Expediente, *, con_personas: bool) -> list[OperacionVelada]:
    """What a case spends or collects, the newest first."""
    suyas = Operacion.objects.select_related("tercero").filter(expediente_id=expediente.id).order_by("-id")
    return [_velada(una, una.importe, con_personas=con_personas) for una in suyas[:OPERACIONES_A_LA_VISTA]]


def interesados_de(expediente: Expediente, *, con_personas: bool) -> list[str]:
    """The parties of a case, as far as they may be named."""
    filas = expediente.interesados.select_related("persona").order_by("id")
    return [nombre_de(uno.persona, con_personas=con_personas) for uno in filas[:50]]


def _velada(una: Operacion, importe: Decimal, *, con_personas: bool) -> OperacionVelada:
    """Whoever it is paid to, what is written freely may name natural persons."""
    return OperacionVelada(
        una,
        nombre_de(una.tercero, varios=una.varios, con_personas=con_personas),
        una.texto if con_personas else str(clases.nombre(una.clase)),
        importe,
    )


def lo_mirado(objetos: Collection[str]) -> dict[str, str]:
    """What each look of a councillor was of, in words, by its object in the access log: a request, a document by its title, or one of their pages."""
    ids = [uno for objeto in objetos if (uno := identificador(objeto)) is not None]
    dichos = {clave: _("Petición %(n)s") % {"n": numero} for clave, numero in numeros_de(ids).items()}
    for documento in Documento.objects.filter(id__in=ids).only("id", "titulo"):
        dichos[str(documento.id)] = _("Documento «%(t)s»") % {"t": documento.titulo}
    for objeto in objetos:
        pagina, _punto, anio = objeto.partition(":")
        if pagina in _PAGINAS:
            dichos[objeto] = f"{_PAGINAS[pagina]} {anio}".strip()
    return dichos


@dato
class Publicado:
    """A document of the accounts that every councillor sees."""

    documento: Documento
    nombre: str
    fecha: date


def publicados(anio: int) -> list[Publicado]:
    """The quarterly information that was sent, and the settlement and the Cuenta General since they are laid before the Pleno or its commission; not those of a closing
    that was undone."""
    remisiones = Remision.objects.select_related("documento").filter(anio=anio).order_by("trimestre", "orden")
    dichos = [Publicado(una.documento, una.documento.titulo, una.remitida_el) for una in remisiones]
    pasos = PasoDeRendicion.objects.select_related("rendicion__documento").filter(
        rendicion__cierre__ejercicio=anio,
        rendicion__cierre__reapertura=None,
        rendicion__estado=Rendicion.Estado.FIRMADA,
    )
    dichos += [
        Publicado(paso.rendicion.documento, paso.rendicion.get_clase_display(), paso.fecha)
        for paso in pasos.order_by("fecha", "id")
        if _A_LA_VISTA.get(Rendicion.Clase(paso.rendicion.clase)) == paso.codigo
    ]
    return dichos


def decididas(*, antes_de: UUID | None, limite: int) -> list[Resolucion]:
    """What was decided by any organ, the newest first (keyset). Who it is about is not said: its subject may name them."""
    filas = Resolucion.objects.filter(estado=Resolucion.Estado.FIRMADA).select_related(
        "libro", "expediente__version__procedimiento", "expediente__unidad"
    )
    filas = filas.filter(id__lt=antes_de) if antes_de else filas
    return list(filas.order_by("-id")[:limite])
