"""What happened in a case that binds how it may be decided."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, Value
from django.utils.translation import gettext as _

from consistorio.nucleo.errores import FaseIncompatible, Problema
from consistorio.tramitacion.expedientes.models import Expediente, Relacion
from consistorio.tramitacion.motor.models import Declaracion, Plazo, Tarea, Terminacion
from consistorio.tramitacion.motor.sentidos import ESTIMATORIO, RENUNCIA, problemas_de_sentido

# In the data of a task of the decision that a late answer left without effect (LPACAP 73.3)
DESHECHA = "deshecha"
# The kind of task in which it is said what a decision that grants in part makes of what was declared, and its results
ALCANCE, CONTINUA, NO_CONTINUA = "alcance_declarado", "continua", "no_continua"


def hechas_en_vigor(expediente: Expediente, *tipos: str) -> QuerySet[Tarea]:
    """The tasks of some kinds (propuesta, resolucion) that were done and not undone since, the newest first."""
    hechas = Tarea.objects.filter(expediente=expediente, tipo__in=tipos, estado=Tarea.Estado.HECHA)
    return hechas.exclude(datos__has_key=DESHECHA).order_by("-cerrada_el", "-id")


def lo_decidido(expediente: Expediente) -> frozenset[str]:
    """What stands of `propuesta`, `resolucion` and `concedido` (by silence): `hay_propuesta`, `hay_decision` and `concedido_por_silencio` at once."""
    hechas = hechas_en_vigor(expediente, "propuesta", "resolucion").order_by().values_list("tipo", flat=True)
    por_silencio = _concedidos(expediente).annotate(que=Value("concedido")).values_list("que", flat=True)
    return frozenset(hechas.union(por_silencio))


def hay_propuesta(expediente: Expediente) -> bool:
    """Whether a proposal is done and stands."""
    return hechas_en_vigor(expediente, "propuesta").exists()


def hay_decision(expediente: Expediente) -> bool:
    """Whether a decision was signed and stands: a late answer may have undone it (LPACAP 73.3)."""
    return hechas_en_vigor(expediente, "resolucion").exists()


def imposibles_que_deja_sin_efecto(expediente: Expediente) -> list[UUID]:
    """The cases whose decision that it is impossible to go on (69.4) stands no more by what was decided in this one, an appeal or a review of
    office that grants it all, or that grants in part and of which it was said that it lets it go on."""
    sentido = _sentido(expediente)
    dicho = expediente.tareas.filter(tipo=ALCANCE, estado=Tarea.Estado.HECHA, resultado__codigo=CONTINUA)
    if sentido != "estima" and not (sentido == "estima_parcial" and dicho.exists()):
        return []
    return _declaradas(expediente, Declaracion.Estado.IMPOSIBLE)


def falta_decir_el_alcance(expediente: Expediente) -> bool:
    """Whether a decision that grants in part touches one that it is impossible to go on, and nobody has been asked yet what it says of that."""
    if _sentido(expediente) != "estima_parcial" or expediente.tareas.filter(tipo=ALCANCE).exists():
        return False
    return bool(_declaradas(expediente, Declaracion.Estado.IMPOSIBLE))


def restablecidas_sin_apoyo(expediente: Expediente) -> list[UUID]:
    """The cases whose declaration might go on by what was decided in this one, and may not any more: that decision was left without effect, or
    declared null (106) by another that is notified."""
    if _da_la_razon(expediente) and not _anulada(expediente):
        return []
    return _declaradas(expediente, Declaracion.Estado.RESTABLECIDA)


def _sentido(expediente: Expediente) -> str:
    hecha = hechas_en_vigor(expediente, "resolucion").first()
    return str(hecha.resultado.get("sentido") or "") if hecha is not None else ""


def _da_la_razon(expediente: Expediente) -> bool:
    return _sentido(expediente) in ("estima", "estima_parcial")


def _anulada(expediente: Expediente) -> bool:
    """Whether what a case decided was declared null, wholly, by a review whose decision counts as notified."""
    revisiones = Relacion.objects.filter(otro=expediente, clase=Relacion.Clase.REVISION).select_related("expediente")
    return any(
        _sentido(una.expediente) == "estima"
        and puesta_a_disposicion(una.expediente)
        and una.expediente.tareas.filter(tipo="acto_revisado", resultado__codigo="nulidad").exists()
        for una in revisiones
    )


def _declaradas(expediente: Expediente, estado: str) -> list[UUID]:
    clases = (Relacion.Clase.RECURSO, Relacion.Clase.REVISION)
    originales = Relacion.objects.filter(expediente=expediente, clase__in=clases).values("otro")
    suyas = Declaracion.objects.filter(estado=estado, expediente__in=originales)
    return list(suyas.order_by("expediente_id").values_list("expediente_id", flat=True))


def puesta_a_disposicion(expediente: Expediente) -> bool:
    """Whether a decision was put at the disposal of a party (LPACAP 40.4, 43.3): only then it has effects for them (39.2)."""
    if Plazo.objects.filter(expediente=expediente, cumplido_el__isnull=False).exists():
        return True
    return Declaracion.objects.filter(expediente=expediente, resuelta_el__isnull=False).exists()


def silencio_producido(expediente: Expediente, *, en: date) -> str:
    """The sense of the silence that took effect by that day (LPACAP 24.1, 25), whether or not the sweep noted it; else empty."""
    plazo = Plazo.objects.filter(expediente=expediente).first()
    return silencio_de(plazo, en=en) if plazo is not None else ""


def silencio_de(plazo: Plazo, *, en: date) -> str:
    """The same, of a term that was read already."""
    if plazo.silencio == "no_procede":
        return ""
    terminado = plazo.estado == Plazo.Estado.CORRIENDO and plazo.vence < en
    return plazo.silencio if plazo.silencio_el is not None or terminado else ""


def concedido_por_silencio(expediente: Expediente) -> bool:
    """Whether silence granted what was asked and ended the procedure (LPACAP 24.2), as the sweep noted it."""
    return _concedidos(expediente).exists()


def _concedidos(expediente: Expediente) -> QuerySet[Plazo]:
    return Plazo.objects.filter(expediente=expediente, silencio=ESTIMATORIO, silencio_el__isnull=False)


def exigir_sin_conceder(expediente: Expediente) -> None:
    """Assert that silence has not granted what was asked. Raises FaseIncompatible, saying what may still be done."""
    if concedido_por_silencio(expediente):
        raise concedido()


def concedido() -> FaseIncompatible:
    """That silence ended the procedure, for whoever wants to go on with it."""
    return FaseIncompatible(
        _("El silencio ya concedió lo pedido y terminó el procedimiento (artículo 24.2)."),
        que_hacer=_(
            "Solo cabe confirmarlo, revisarlo de oficio (artículos 106 y 107) o que la persona renuncie a su derecho."
        ),
    )


def en_pie(terminaciones: QuerySet[Terminacion]) -> QuerySet[Terminacion]:
    """The accepted ones that end their procedures: not those that silence overtook, granting what was asked (LPACAP 24.2)."""
    concedido_antes = Q(expediente__plazo__silencio=ESTIMATORIO, expediente__plazo__silencio_el__isnull=False)
    return terminaciones.filter(estado="aceptada").exclude(concedido_antes & ~Q(clase=RENUNCIA))


def terminacion_aceptada(expediente: Expediente) -> str:
    """The class of the withdrawal, waiver or lapse that was accepted and stands; empty when there is none."""
    return en_pie(expediente.terminaciones.all()).values_list("clase", flat=True).first() or ""


def problemas_de_decision(expediente: Expediente, sentido: str, *, en: date) -> tuple[Problema, ...]:
    """Why the case cannot be decided in this sense on that day (LPACAP 24.3.a, 84, 94, 95); empty when it can."""
    return problemas_de_sentido(
        sentido,
        silencio=silencio_producido(expediente, en=en),
        terminacion=terminacion_aceptada(expediente),
        declarada=expediente.version.tipada.declarada,
    )


def exigir_sentido(expediente: Expediente, sentido: str, *, en: date) -> None:
    """Assert that a decision already made may still take effect. Raises FaseIncompatible with the reasons."""
    problemas = problemas_de_decision(expediente, sentido, en=en)
    if problemas:
        raise FaseIncompatible(
            _("La resolución ya no puede notificarse así."),
            que_hacer=" ".join(problema.mensaje for problema in problemas),
            problemas=problemas,
        )
