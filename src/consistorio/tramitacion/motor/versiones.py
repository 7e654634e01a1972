"""Reads of what is moved to another version: the running cases of a procedure, what the rule looks at of each, and how an act goes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.expedientes.permisos import VER
from consistorio.tramitacion.expedientes.visibilidad import visibles_para
from consistorio.tramitacion.formularios.valores import como_datos
from consistorio.tramitacion.motor.cambio_de_version import Empezada, Situacion, obstaculos, se_abririan
from consistorio.tramitacion.motor.models import CambioDeVersion, CasoDeCambio, Plazo, Tarea, Terminacion
from consistorio.tramitacion.motor.operaciones.decision import DESHECHA, en_pie, silencio_de

DE_LA_DECISION = ("propuesta", "resolucion")
EN_PIE = (Tarea.Estado.HECHA, Tarea.Estado.EN_ESPERA)


@dato
class Previsto:
    """A running case and what would become of it. `obstaculos`: why it stays; `tareas`: the names of those that would begin at once."""

    expediente: Expediente
    obstaculos: tuple[str, ...]
    tareas: tuple[str, ...]


@dato
class Avance:
    """How an act goes."""

    por_hacer: int
    pasados: int
    se_quedan: int

    @property
    def todos(self) -> int:
        """How many cases were asked for."""
        return self.por_hacer + self.pasados + self.se_quedan


def en_otra_version(actor: Actor, version: VersionProcedimiento) -> QuerySet[Expediente]:
    """The running cases of that procedure that the actor may see and that go on under another version."""
    otras = VersionProcedimiento.objects.filter(procedimiento_id=version.procedimiento_id).exclude(id=version.id)
    return _que_ve(actor).filter(version__in=otras, estado=Expediente.Estado.ABIERTO)


def prever(
    actor: Actor, version: VersionProcedimiento, *, en: date, tras: UUID | None = None, limite: int = 50
) -> list[Previsto]:
    """A page of them, the oldest first, each with what would become of it today. `tras`: the last one of the page before."""
    pagina = en_otra_version(actor, version).order_by("id")
    if tras is not None:
        pagina = pagina.filter(id__gt=tras)
    casos = list(pagina.select_related("version").defer("version__definicion", "version__capa")[:limite])
    situaciones = situaciones_de(casos, en=en)
    nueva = version.tipada
    previstos = []
    for caso in casos:
        motivos = obstaculos(caso.version.tipada, nueva, situaciones[caso.id])
        abre = () if motivos else se_abririan(caso.version.tipada, nueva, situaciones[caso.id])
        previstos.append(Previsto(caso, motivos, tuple(tarea.nombre for tarea in abre)))
    return previstos


def situaciones_de(casos: Collection[Expediente], *, en: date) -> dict[UUID, Situacion]:
    """What the rule looks at of each case on a day: three questions, however many."""
    ids = [caso.id for caso in casos]
    tareas: dict[UUID, dict[str, Tarea]] = {}
    for tarea in Tarea.objects.filter(expediente__in=ids, del_modelo=True):
        tareas.setdefault(tarea.expediente_id, {})[tarea.codigo] = tarea
    plazos = {plazo.expediente_id: plazo for plazo in Plazo.objects.filter(expediente__in=ids)}
    ends = en_pie(Terminacion.objects.filter(expediente__in=ids))
    terminaciones = dict(ends.values_list("expediente_id", "clase"))
    hoy_parte = Q(interesados__hasta=None)
    partes = {
        caso: (cuantas, terceros)
        for caso, cuantas, terceros in Expediente.objects.filter(id__in=ids)
        .values_list("id")
        .annotate(
            cuantas=Count("interesados", filter=hoy_parte),
            terceros=Count("interesados", filter=hoy_parte & ~Q(interesados__papel=Interesado.Papel.SOLICITANTE)),
        )
    }
    situaciones = {}
    for caso in casos:
        suyas, plazo = tareas.get(caso.id, {}), plazos.get(caso.id)
        interesados, terceros = partes.get(caso.id, (0, 0))
        situaciones[caso.id] = Situacion(
            abierto=caso.estado == Expediente.Estado.ABIERTO,
            fase=caso.fase,
            tareas={c: Empezada(t.tipo, t.fase, t.nombre, t.estado) for c, t in suyas.items()},
            respuestas=como_datos(caso.datos),
            resultados={c: t.resultado for c, t in suyas.items()},
            interesados=interesados,
            terceros=terceros,
            decision=any(_se_decide(tarea) for tarea in suyas.values()),
            terminacion=terminaciones.get(caso.id, ""),
            silencio=silencio_de(plazo, en=en) if plazo is not None else "",
        )
    return situaciones


def _se_decide(tarea: Tarea) -> bool:
    return tarea.tipo in DE_LA_DECISION and tarea.estado in EN_PIE and DESHECHA not in tarea.datos


def por_pasar(cambio_id: UUID) -> Sequence[UUID]:
    """The cases of an act that wait, in the order of the cases."""
    casos = CasoDeCambio.objects.filter(cambio_id=cambio_id, estado=CasoDeCambio.Estado.POR_HACER)
    return list(casos.order_by("id").values_list("id", flat=True))


def avance_de(cambio: CambioDeVersion, actor: Actor) -> Avance:
    """How many cases of an act wait, moved and stay, of those that this person may see."""
    cuentas = dict(_vistos(cambio, actor).order_by().values_list("estado").annotate(cuantos=Count("id")))
    estados = CasoDeCambio.Estado
    return Avance(cuentas.get(estados.POR_HACER, 0), cuentas.get(estados.PASADO, 0), cuentas.get(estados.SE_QUEDA, 0))


def casos_de(
    cambio: CambioDeVersion, actor: Actor, *, tras: UUID | None = None, limite: int = 50
) -> list[CasoDeCambio]:
    """A page of the cases of an act that this person may see, with what became of each. `tras`: the last one of the page before."""
    casos = _vistos(cambio, actor).select_related("expediente").defer("expediente__datos").order_by("id")
    return list((casos.filter(id__gt=tras) if tras is not None else casos)[:limite])


def _que_ve(actor: Actor) -> QuerySet[Expediente]:
    """The cases that this person may look at: who only prepares procedures sees none."""
    return visibles_para(actor) if actor.puede(VER) else Expediente.objects.none()


def _vistos(cambio: CambioDeVersion, actor: Actor) -> QuerySet[CasoDeCambio]:
    return cambio.casos.filter(expediente__in=_que_ve(actor))


def cambios_de(version: VersionProcedimiento, *, limite: int = 20) -> list[CambioDeVersion]:
    """The newest acts that moved cases to a version."""
    return list(version.cambios.select_related("pedido_por__persona").order_by("-id")[:limite])


def motivos_de_cambios(ids: Collection[str]) -> dict[str, str]:
    """Of those identifiers, the acts that moved cases to another version: to which, and why."""
    cambios = CambioDeVersion.objects.filter(id__in=ids).values_list("id", "version__numero", "motivo")
    return {str(i): _("Versión %(n)d: %(m)s") % {"n": numero, "m": motivo} for i, numero, motivo in cambios}
