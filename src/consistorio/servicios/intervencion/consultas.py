"""Reads of the control of what spends. Accounting asks here what was examined of a case."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Prefetch, Sum
from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.puertos.credito import CreditoDeUnCaso, credito
from consistorio.servicios.intervencion import datos_tarea
from consistorio.servicios.intervencion.models import (
    Fiscalizacion,
    ListaDeRequisitos,
    Omision,
    Reparo,
    RespuestaDeRequisito,
)
from consistorio.servicios.intervencion.operaciones import POR_RESOLVER, lo_que_dice_el_procedimiento
from consistorio.servicios.intervencion.reglas_de_requisitos import (
    CREDITO,
    CUMPLE,
    NO_CUMPLE,
    NO_PROCEDE,
    ORGANO,
    PLURIANUAL,
)
from consistorio.servicios.intervencion.requisitos import Hallado, lista_de
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Tarea

_TAREA = "fiscalizacion"
_CONFORMES = (
    Fiscalizacion.Estado.FAVORABLE,
    Fiscalizacion.Estado.OBSERVACIONES,
    Fiscalizacion.Estado.LEVANTADO,
    Fiscalizacion.Estado.REPARO,
)


@dato
class CreditoDelGasto:
    """The credit that is set aside for what is examined, and how much it falls short, if it does."""

    hallado: CreditoDeUnCaso
    retenido: Importe
    falta: Importe | None

    @property
    def bastante(self) -> bool:
        """Whether something is set aside, and it does not fall short."""
        return self.falta is None and self.hallado.retenido > 0

    @property
    def aviso(self) -> str:
        """What Intervención is told when it is not enough; "" when it is."""
        if self.bastante:
            return ""
        if self.falta is None or not self.hallado.retenido:
            return _("No consta crédito retenido para este gasto: es causa de reparo (artículo 216.2.a).")
        return _("Faltan %(f)s de crédito retenido: es causa de reparo (artículo 216.2.a).") % {"f": self.falta}


def de_expediente(expediente: Expediente) -> Sequence[Fiscalizacion]:
    """Those of the proposals of a case that somebody may see, the first first, with their reparos and what was answered of their basic requirements (`contestados`) in the document that counts."""
    con_su_requisito = RespuestaDeRequisito.objects.filter(documento_id=F("fiscalizacion__documento_id"))
    con_su_requisito = con_su_requisito.select_related("requisito").order_by("requisito__numero")
    return list(
        Fiscalizacion.objects.filter(expediente=expediente, clase=Fiscalizacion.Clase.PREVIA)
        .select_related("documento", "tarea__unidad")
        .prefetch_related("reparos", Prefetch("respuestas", con_su_requisito, to_attr="contestados"))
        .order_by("pedida_el", "id")[:50]
    )


def contestados_de(fiscalizacion: Fiscalizacion) -> Sequence[RespuestaDeRequisito]:
    """What was answered of the basic requirements in the document of a result, in the order of its list; nothing when its control was full."""
    suyas = RespuestaDeRequisito.objects.filter(fiscalizacion=fiscalizacion, documento=fiscalizacion.documento)
    return list(suyas.select_related("requisito").order_by("requisito__numero"))


def reparo_por_resolver(expediente: Expediente) -> Reparo | None:
    """The reparo that keeps the decision of a case without a number."""
    suyos = Reparo.objects.filter(fiscalizacion__expediente=expediente, objeto="", estado__in=POR_RESOLVER)
    return suyos.order_by("id").first()


def examinado_de(expediente_id: UUID) -> Decimal | None:
    """The greatest amount that Intervención found right in a case, in euros: favourable, with observations, with a reparo that does not suspend, or lifted; and
    what was not examined and was agreed to go on (RD 424/2017 art. 28). None when there is none."""
    halladas = Fiscalizacion.objects.filter(
        expediente_id=expediente_id, clase=Fiscalizacion.Clase.PREVIA, estado__in=_CONFORMES
    )
    mayor = (
        halladas.exclude(reparos__estado__in=POR_RESOLVER)
        .order_by("-importe")
        .values_list("importe", flat=True)
        .first()
    )
    sin_examinar = Omision.objects.filter(expediente_id=expediente_id, estado=Omision.Estado.CONTINUA)
    continuado = sin_examinar.aggregate(suma=Sum("importe"))["suma"]
    return mayor if continuado is None else (mayor or Decimal(0)) + continuado


def credito_de(fiscalizacion: Fiscalizacion, *, en: date) -> CreditoDelGasto | None:
    """Whether what is examined has credit set aside in the year of that day; None where the budget is not kept here (TRLRHL 216.2.a)."""
    if fiscalizacion.expediente_id is None:
        return None
    hallado = credito().de_un_caso(fiscalizacion.expediente_id, en=en)
    if hallado is None:
        return None
    falta = (fiscalizacion.importe or Decimal(0)) - hallado.retenido
    return CreditoDelGasto(hallado, Importe(hallado.retenido), Importe(falta) if falta > 0 else None)


def lista_del_procedimiento(tarea: Tarea, expediente: Expediente, *, en: date) -> ListaDeRequisitos | None:
    """The list of basic requirements in force for the kind and the phase that the procedure of a task says; None when it says none, or there is none."""
    dicho = lo_que_dice_el_procedimiento(tarea, expediente)
    return lista_de(dicho.tipo, dicho.fase, en=en) if dicho.tipo else None


def tipos_de(casos: Collection[UUID]) -> dict[UUID, str]:
    """The kind of expense of each of some cases: that of the list with which Intervención examined its proposal last or, before that, what its procedure says. Those of which nobody said it are not there. Two
    queries."""
    if not casos:
        return {}
    suyos: dict[UUID, str] = {}
    de_los_casos = Expediente.objects.select_related("version").filter(id__in=casos)
    for expediente in de_los_casos:
        dichos = (
            datos_tarea.leer(tarea.datos)[0].tipo for tarea in expediente.version.tipada.tareas if tarea.tipo == _TAREA
        )
        if tipo := next((dicho for dicho in dichos if dicho), ""):
            suyos[expediente.id] = tipo
    examinados = RespuestaDeRequisito.objects.filter(
        fiscalizacion__expediente__in=casos, fiscalizacion__clase=Fiscalizacion.Clase.PREVIA
    )
    de_la_lista = ("fiscalizacion__expediente_id", "requisito__lista__tipo")
    return suyos | dict(examinados.order_by("id").values_list(*de_la_lista))


def hallazgos_de(fiscalizacion: Fiscalizacion, expediente: Expediente, *, en: date) -> dict[str, Hallado]:
    """What the program sees by itself of the general requirements of a proposal, by their class: its credit, who decides it, and what it commits of later years. What it cannot see is not there."""
    hallados = {}
    credito_hallado = credito_de(fiscalizacion, en=en)
    if credito_hallado is not None:
        hallados[CREDITO] = _de_su_credito(credito_hallado)
        hallados[PLURIANUAL] = _de_otros_anios(credito_hallado.hallado)
    organo = expediente.version.tipada.legal.organo
    if organo.nombre:
        dicho = _("Según el procedimiento, lo resuelve: %(o)s.") % {"o": organo.nombre}
        hallados[ORGANO] = Hallado(CUMPLE, dicho)
    return hallados


def _de_su_credito(credito_hallado: CreditoDelGasto) -> Hallado:
    if not credito_hallado.bastante:
        return Hallado(NO_CUMPLE, credito_hallado.aviso)
    suyo = credito_hallado.hallado
    dicho = _("Crédito retenido o comprometido: %(i)s, en %(a)s (%(o)s).") % {
        "i": credito_hallado.retenido,
        "a": ", ".join(suyo.aplicaciones),
        "o": ", ".join(suyo.operaciones),
    }
    return Hallado(CUMPLE, dicho)


def _de_otros_anios(hallado: CreditoDeUnCaso) -> Hallado:
    if not hallado.futuros:
        return Hallado(NO_PROCEDE, _("El expediente no compromete ningún ejercicio futuro."))
    anios = ", ".join(f"{anio}: {Importe(importe)}" for anio, importe in hallado.futuros)
    return Hallado(
        CUMPLE, _("Anotado para ejercicios futuros dentro de los límites del artículo 174: %(a)s.") % {"a": anios}
    )
