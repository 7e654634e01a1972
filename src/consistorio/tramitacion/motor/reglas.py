"""Pure rules of the engine: terms of the definitions, and the state of the work rebuilt from its facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.orden import clave_orden
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.calendario.reglas import calcular, comprobar_ampliacion
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.plataforma.calendario.tipos import (
    Ampliacion,
    Calendario,
    CalendarioIncompleto,
    Computo,
    Duracion,
    Paso,
    Suspension,
    Unidad,
)
from consistorio.tramitacion.catalogo.tipos import Termino

CAUSA_SUBSANACION = "22.1.a"
CAUSA_INFORME = "22.1.d"
CAUSA_PRUEBA = "22.1.e"
CAUSA_PRONUNCIAMIENTO = "22.1.g"
CAUSA_RECUSACION = "22.2.c"
CAUSA_PARALIZACION = "25.2"
CAUSA_TERCEROS = "19.3"  # of Ley 19/2013
CAUSA_CUMPLIDO = "40.4"
# Why the term to decide stands still, by its article of LPACAP 22 or 25
MOTIVOS = {
    CAUSA_SUBSANACION: gettext_noop("requerimiento de subsanación"),
    CAUSA_INFORME: gettext_noop("informe preceptivo"),
    CAUSA_PRUEBA: gettext_noop("prueba técnica o contradictoria"),
    CAUSA_PRONUNCIAMIENTO: gettext_noop("pronunciamiento de un tribunal"),
    CAUSA_RECUSACION: gettext_noop("recusación"),
    CAUSA_PARALIZACION: gettext_noop("paralización por causa de una persona interesada"),
    CAUSA_TERCEROS: gettext_noop("alegaciones de las personas a las que afecta"),
}
# Those that another law orders
DE_OTRA_LEY = {CAUSA_TERCEROS: "Ley 19/2013 art. 19.3"}
_OTRO_MOTIVO = gettext_noop("suspensión")
# Code of the defect of an application that somebody obliged to electronic means brought on paper (LPACAP 68.4)
PRESENTACION_ELECTRONICA = "presentacion_electronica"


def norma_de(causa: str) -> str:
    """The article by which the term stands still."""
    return DE_OTRA_LEY.get(causa, f"LPACAP art. {causa}")


def motivo_de(causa: str) -> str:
    """Why the term stands still, in words."""
    return _(MOTIVOS.get(causa, _OTRO_MOTIVO))


def cambio_del_plazo(datos: Mapping[str, object]) -> str:
    """What happened to the term to decide, in plain words, from a fact `motor.plazo.recalculado`."""
    estado, causa = str(datos["estado"]), str(datos["causa"])
    match estado:
        case "suspendido" if causa != CAUSA_CUMPLIDO:
            return _("El plazo para resolver está parado")
        case "cumplido":
            return _("El Ayuntamiento ha cumplido el plazo para resolver")
        case "vencido" if causa != CAUSA_CUMPLIDO:
            return _("Ha terminado el plazo para resolver")
    if causa in {"21", CAUSA_CUMPLIDO}:  # 21: as older facts say it
        return _("El Ayuntamiento ha resuelto fuera de plazo")
    hasta = {"d": fecha_larga(date.fromisoformat(str(datos["vence"])))}
    if causa == "68.4":
        return _("El plazo para resolver empieza de nuevo: termina el %(d)s") % hasta
    if causa == "25.4":  # of Ley 38/2003
        return _("El plazo para resolver cuenta desde la convocatoria: termina el %(d)s") % hasta
    if causa == "23":
        return _("El plazo para resolver termina más tarde: el %(d)s") % hasta
    return _("El plazo para resolver vuelve a contar: termina el %(d)s") % hasta


def pide_presentacion_electronica(defectos: Iterable[Mapping[str, object]]) -> bool:
    """Whether a request asks for the application to be filed electronically (LPACAP 68.4)."""
    return any(defecto.get("codigo") == PRESENTACION_ELECTRONICA for defecto in defectos)


SI_O_NO_DEL_INFORME = ("preceptivo", "vinculante", "suspende")


def problemas_de_informe(datos: Mapping[str, object]) -> list[str]:
    """What is wrong with how a definition asks for a report: what is not optional and non-binding names its rule (LPACAP 80.1), and only
    one that is preceptivo stops the term (22.1.d)."""
    problemas = [
        _("«%(c)s» es true o false.") % {"c": clave}
        for clave in SI_O_NO_DEL_INFORME
        if clave in datos and not isinstance(datos[clave], bool)
    ]
    if datos.get("suspende") is True and datos.get("preceptivo") is not True:
        problemas.append(_("solo un informe preceptivo puede suspender el plazo (LPACAP art. 22.1.d)."))
    obliga = datos.get("preceptivo") is True or datos.get("vinculante") is True
    if obliga and not str(datos.get("precepto") or "").strip():
        problemas.append(
            _("un informe preceptivo o vinculante dice en «precepto» qué norma lo impone (LPACAP art. 80.1).")
        )
    return problemas


def por_que_se_espera(*, preceptivo: bool, vence: date, tope: date, hoy: date) -> str:
    """Why the procedure may not go on yet without a report that has not come; "" when it may (LPACAP 22.1.d, 80.3).

    `vence`: the last day to issue it; `tope`: that of the three months for which a mandatory one may be awaited.
    """
    if not preceptivo:
        if hoy > vence:
            return ""
        return _("Su plazo termina el %(d)s: hasta entonces se espera (artículo 80.3).") % {"d": f"{vence:%d/%m/%Y}"}
    if hoy > max(tope, vence):
        return ""
    return _("Es preceptivo: se espera hasta el %(d)s, tres meses como mucho (artículo 22.1.d).") % {
        "d": f"{max(tope, vence):%d/%m/%Y}"
    }


def problemas_de_periodo(dias: int, *, minimo: int, maximo: int, extraordinario: bool) -> list[Problema]:
    """What is wrong with how long a period of proof lasts (LPACAP 77.2)."""
    if minimo <= dias <= maximo:
        return []
    mensaje = (
        _("El período extraordinario de prueba dura %(b)d días hábiles como mucho (artículo 77.2).")
        if extraordinario
        else _("El período de prueba dura de %(a)d a %(b)d días hábiles (artículo 77.2).")
    )
    return [Problema("dias", mensaje % {"a": minimo, "b": maximo})]


def duracion_de(termino: Termino) -> Duracion:
    """A term of a definition as the deadline engine takes it."""
    return Duracion(termino.cantidad, Unidad(termino.unidad))


def contar(
    desde: date | datetime,
    duracion: Duracion,
    calendario: Calendario,
    *,
    interesado: Calendario | None = None,
    suspensiones: Sequence[Suspension] = (),
    ampliaciones: Sequence[Ampliacion] = (),
    hoy: date | None = None,
) -> Computo:
    """When a term ends. `interesado`: the calendar of where the person lives, for a term of theirs (LPACAP 30.6).

    A year that either place has not published is counted with the days that are known, and the reasoning says so.
    Nothing of what a citizen files may fail because the town has not published next year's holidays; the sweep counts again.
    """
    inicio = en_madrid(desde).date() if isinstance(desde, datetime) else desde
    calendario = calendario if interesado is None else calendario.con_el_de(interesado)
    try:
        return calcular(inicio, duracion, calendario, suspensiones=suspensiones, ampliaciones=ampliaciones, hoy=hoy)
    except CalendarioIncompleto:
        provisional = Calendario(f"{calendario.nombre} (provisional)", calendario.dias, None, calendario.version)
        computo = calcular(inicio, duracion, provisional, suspensiones=suspensiones, ampliaciones=ampliaciones, hoy=hoy)
        aviso = Paso(computo.vence, _("Cuenta provisional: no se conocen todas las fiestas de esas fechas."))
        return replace(computo, pasos=(*computo.pasos, aviso))


@dato
class Parada:
    """A stretch in which the term to decide does not run. `causa`: its article of LPACAP 22.1; open without `hasta`."""

    causa: str
    desde: date
    hasta: date | None = None


def contar_plazo(
    inicio: date | datetime,
    duracion: Duracion,
    calendario: Calendario,
    *,
    paradas: Iterable[Parada],
    ampliaciones: Iterable[Duracion],
    hoy: date,
) -> tuple[Computo, bool]:
    """The term to decide with what stopped it (22) and what was added to it (23) until a day, and whether it stands still then. What ended before
    the term began does not count."""
    dia = en_madrid(inicio).date() if isinstance(inicio, datetime) else inicio
    suspensiones = [
        Suspension(una.desde, una.hasta, motivo_de(una.causa), norma_de(una.causa))
        for una in paradas
        if una.hasta is None or una.hasta > dia
    ]
    dadas = [Ampliacion(_("ampliación del plazo máximo"), "LPACAP art. 23", una) for una in ampliaciones]
    computo = contar(inicio, duracion, calendario, suspensiones=suspensiones, ampliaciones=dadas, hoy=hoy)
    return computo, any(una.hasta is None for una in suspensiones)


def comprobar_ampliacion_de_tramite(
    dias: int, mas: int, *, vence: date, acordada: date, maximo: int | None = None
) -> None:
    """Hold more hábiles days for the party against their limits: half of the first ones (32.1), `maximo` in all where a rule
    says so (68.2), decided before the term ends (32.3). Raises DatosIncorrectos."""
    unidad = Unidad.DIAS_HABILES
    if mas < 1:
        raise DatosIncorrectos(_("Diga cuántos días hábiles más se dan."))
    comprobar_ampliacion(Duracion(dias, unidad), Duracion(mas, unidad), vence=vence, acordada=acordada, norma="32")
    if maximo is not None and dias + mas > maximo:
        raise DatosIncorrectos(
            _("El plazo para corregir la solicitud no puede pasar de %(n)d días hábiles en total (artículo 68.2).")
            % {"n": maximo}
        )


def no_llega(desde: str, pedido: str) -> bool:
    """Whether what is claimed is less than the amount from which a dictamen is mandatory (LPACAP 81.2). Where either is not known it may
    be as much. Both in euros, as they are kept."""
    return bool(desde and pedido) and Decimal(pedido) < Decimal(desde)


def pasos_de(computo: Computo) -> list[dict[str, str]]:
    """The reasoning of a computation, as it is kept."""
    return [{"fecha": paso.fecha.isoformat(), "texto": paso.texto} for paso in computo.pasos]


@dataclass(slots=True)
class EstadoTrabajo:
    """The tasks and the term of a case, or since when what was declared has effects and how it stands, as far as facts tell. Tasks: id -> (codigo, estado, unidad, asignada_a)."""

    tareas: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)
    vence: str = ""
    estado_plazo: str = ""
    efectos: str = ""
    declaracion: str = ""


def reconstruir(hechos: Iterable[tuple[str, Mapping[str, object]]]) -> EstadoTrabajo:
    """The state of the work from the facts of the case, in order. Facts of other rooms are passed over."""
    estado = EstadoTrabajo()
    for tipo, datos in hechos:
        _aplicar(estado, tipo, datos)
    return estado


def _aplicar(estado: EstadoTrabajo, tipo: str, datos: Mapping[str, object]) -> None:
    def texto(clave: str) -> str:
        valor = datos.get(clave)
        return "" if valor is None else str(valor)

    tarea = texto("tarea_id")
    codigo, situacion, unidad, asignada = estado.tareas.get(tarea, ("", "", "", ""))
    match tipo:
        case "tarea.creada":
            estado.tareas[tarea] = (texto("codigo"), texto("estado"), texto("unidad_id"), "")
        case "tarea.asignada":
            estado.tareas[tarea] = (codigo, situacion, texto("unidad_id"), texto("empleado_id"))
        case "tarea.estado":
            estado.tareas[tarea] = (codigo, texto("estado"), unidad, asignada)
        case "tarea.completada":
            estado.tareas[tarea] = (codigo, "hecha", unidad, asignada)
        case "tarea.cancelada":
            estado.tareas[tarea] = (codigo, "cancelada", unidad, asignada)
        case "motor.declaracion.con_efectos":
            estado.efectos, estado.declaracion = texto("desde"), "por_comprobar"
        case "motor.declaracion.comprobada":
            estado.declaracion = "comprobada"
        case "motor.declaracion.incumplida":
            estado.declaracion = "incumplida"
        case "motor.declaracion.restablecida":
            estado.declaracion = "restablecida"
        case "motor.declaracion.imposible_otra_vez":
            estado.declaracion = "imposible"
        case "motor.declaracion.resuelta":
            estado.declaracion = texto("estado")
        case "motor.plazo.iniciado":
            estado.vence, estado.estado_plazo = texto("vence"), "corriendo"
        case "motor.plazo.recalculado":
            estado.vence, estado.estado_plazo = texto("vence"), texto("estado")


def nombra(texto: str, nombre: str, apellido: str) -> bool:
    """Whether a text names somebody: it has the words of their first surname and their first name, in any order, case or accents."""
    pila, suyo = clave_orden(nombre).split(), clave_orden(apellido).split()
    return bool(pila and suyo) and {pila[0], *suyo} <= set(clave_orden(texto).split())
