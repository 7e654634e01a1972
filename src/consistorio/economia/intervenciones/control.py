"""What the control asks of whatever recognises or pays, by whichever door (TRLRHL 216.2; RD 424/2017 arts. 12, 22 and 28.1). It raises."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.carga.consultas import operaciones_cargadas
from consistorio.economia.carga.en_curso import se_esta_cargando
from consistorio.economia.facturas import pagos
from consistorio.economia.gasto import reglas as gasto
from consistorio.economia.intervenciones.cosas import de_las_obligaciones
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.tesoreria.esperas import dice
from consistorio.economia.tributacion.operaciones.autorrepercusion import FORMALIZACION
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.servicios.intervencion.acceso import documento_firmado
from consistorio.servicios.intervencion.comprobaciones import acuerdo_en, derechos_con_control_previo
from consistorio.servicios.intervencion.esperas import por_que_espera, por_que_esperan
from consistorio.servicios.intervencion.examenes import SIN_EFECTO
from consistorio.servicios.intervencion.models import Fiscalizacion
from consistorio.servicios.intervencion.permisos import FISCALIZAR

CONFORMES = (
    Fiscalizacion.Estado.FAVORABLE,
    Fiscalizacion.Estado.OBSERVACIONES,
    Fiscalizacion.Estado.LEVANTADO,
    Fiscalizacion.Estado.REPARO,  # one that does not suspend: the rest are asked before
)
CLASES = (Fiscalizacion.Clase.OBLIGACION, Fiscalizacion.Clase.PAGO)


def exigir_resuelto(objetos: Iterable[str]) -> None:
    """Assert that nothing keeps some things from being recognised. Raises FaseIncompatible."""
    if motivo := por_que_espera(objetos):
        raise FaseIncompatible(
            _("La obligación no se puede reconocer todavía."),
            que_hacer=" ".join((motivo, _("Siga el asunto en «Economía», «Control de Intervención»."))),
        )


def exigir_para_obligar(operacion: Operacion) -> None:
    """Assert that an operation may recognise what it does: neither its invoice nor its case wait for a reparo or an omission. Raises FaseIncompatible."""
    objetos = [f"factura:{operacion.factura_id}"] if operacion.factura_id is not None else []
    objetos += [f"expediente:{operacion.expediente_id}"] if operacion.expediente_id is not None else []
    exigir_resuelto(objetos)


def exigir_para_pagar(operacion: Operacion, *, en: date) -> None:
    """Assert that a payment, or its order, may be noted: what it pays has no reparo nor omission to settle, nor a result that waits to be signed; and where the
    town said so, has its result. The result is not asked of what a load brings, nor of what is paid in formalización to nobody: the tax that the town declares
    of what it buys is recognised and paid in the act that notes it. Raises FaseIncompatible."""
    if se_esta_cargando():
        return
    obligaciones = pagos.obligaciones_de(operacion.id)
    cobra_alguien = any(una.tercero_id is not None for una in (operacion, *obligaciones))
    con_resultado = cobra_alguien or operacion.contrapartida != FORMALIZACION
    motivo = por_que_no_se_paga([una.id for una in obligaciones], en=en, con_resultado=con_resultado)
    if motivo:
        raise FaseIncompatible(
            _("El pago no se puede tramitar todavía."),
            que_hacer=" ".join((motivo, _("Siga el asunto en «Economía», «Control de Intervención»."))),
        )


def exigir_derecho_fiscalizado(actor: Actor, *, en: date) -> None:
    """Assert that somebody may note a right: where income is not controlled by toma de razón, Intervención fiscalises it by noting it, or a load brings it. Raises
    FaseIncompatible."""
    if actor.puede(FISCALIZAR) or se_esta_cargando() or not derechos_con_control_previo(en=en):
        return
    raise FaseIncompatible(
        _("Este ayuntamiento fiscaliza los derechos antes de contabilizarlos (RD 424/2017 artículo 9.1)."),
        que_hacer=_(
            "Pida a Intervención que lo contabilice. Si el Pleno acordó la toma de razón, Intervención tiene que anotar el acuerdo."
        ),
    )


def exigir_devolucion_fiscalizada(operacion: Operacion, actor: Actor) -> None:
    """Assert that somebody may note that a refund is agreed: Intervención, which fiscalises it by noting it, or a load. The toma de razón does not reach refunds
    (RD 424/2017 art. 9.3). What follows no collection of the year is proved by its agreement, signed. Raises FaseIncompatible, DatosIncorrectos."""
    if se_esta_cargando():
        return
    if not actor.puede(FISCALIZAR):
        raise FaseIncompatible(
            _("Las devoluciones de ingresos se fiscalizan antes de contabilizarlas (RD 424/2017 artículo 9.3)."),
            que_hacer=_("Pida a Intervención que contabilice el acuerdo. Después Tesorería la paga."),
        )
    if operacion.lineas.filter(origen=None).exists():
        documento_firmado(operacion.documento_id)


def por_que_no_se_paga(
    obligaciones: Iterable[UUID], *, en: date, clases: Sequence[str] = CLASES, con_resultado: bool = True
) -> str:
    """In words, why some obligations may not be paid; "" when they may. `clases`: of the results that are asked whether they have to be given again;
    `con_resultado`: where the town said that nothing is paid without one, whether they need it."""
    motivos = por_que_no_se_pagan(obligaciones, en=en, clases=clases, con_resultado=con_resultado)
    return next(iter(motivos.values()), "")


@dice
def las_que_esperan(obligaciones: Collection[UUID], en: date) -> dict[UUID, str]:
    """What the control says to who orders and pays."""
    return por_que_no_se_pagan(obligaciones, en=en)


def por_que_no_se_pagan(
    obligaciones: Iterable[UUID], *, en: date, clases: Sequence[str] = CLASES, con_resultado: bool = True
) -> dict[UUID, str]:
    """The same, of each of those that may not; the same queries whatever their number."""
    por_obligacion = de_las_obligaciones(obligaciones)
    objetos = set().union(*por_obligacion.values())
    esperan = por_que_esperan(objetos)
    por_objeto: dict[str, list[Fiscalizacion]] = {}
    for una in Fiscalizacion.objects.filter(objeto__in=objetos).order_by("id"):
        por_objeto.setdefault(una.objeto, []).append(una)
    lo_dijo = con_resultado and acuerdo_en("obligaciones", en=en) is not None
    exigen = _sin_resultado_de_antes(por_obligacion) if lo_dijo else set()
    motivos = {}
    for obligacion, dichos in por_obligacion.items():
        suyas = sorted((una for dicho in dichos for una in por_objeto.get(dicho, ())), key=lambda una: una.id)
        motivo = next((esperan[dicho] for dicho in sorted(dichos) if dicho in esperan), "")
        if motivo := motivo or _por_sus_resultados(suyas, clases, exige=obligacion in exigen):
            motivos[obligacion] = motivo
    return motivos


def _por_sus_resultados(suyas: Sequence[Fiscalizacion], clases: Sequence[str], *, exige: bool) -> str:
    en_firma = next((una for una in suyas if una.estado == Fiscalizacion.Estado.EN_FIRMA), None)
    if en_firma is not None:
        return _("Falta firmar el resultado de Intervención: %(a)s.") % {"a": en_firma.asunto}
    if otra_vez := _por_repetir([una for una in suyas if una.clase in clases]):
        return _("Intervención tiene que dar otra vez su resultado: %(a)s.") % {"a": otra_vez.asunto}
    if exige and not any(una.clase == "obligacion" and una.estado in CONFORMES for una in suyas):
        return _("La obligación no tiene el resultado firmado de su intervención.")
    return ""


def _sin_resultado_de_antes(obligaciones: Iterable[UUID]) -> set[UUID]:
    """Those that no load brought: what came from another program was intervened there."""
    return set(
        Operacion.objects.filter(id__in=list(obligaciones)).exclude(operaciones_cargadas()).values_list("id", flat=True)
    )


def _por_repetir(suyas: Iterable[Fiscalizacion]) -> Fiscalizacion | None:
    """Of the results on an obligation, the oldest first: one sent back unsigned, or whose reparo was accepted, with none given later on the same, or on all
    of it."""
    faltan: dict[tuple[str, str], Fiscalizacion] = {}
    for una in suyas:
        if una.objeto.startswith("operacion:"):
            faltan = {clave: otra for clave, otra in faltan.items() if clave[0] != una.clase}
        faltan.pop((una.clase, una.objeto), None)
        if una.estado in SIN_EFECTO:
            faltan[una.clase, una.objeto] = una
    return next(iter(faltan.values()), None)


def reconoce(operacion: Operacion) -> bool:
    """Whether an operation of expense recognises an obligation."""
    return operacion.libro == Operacion.Libro.GASTO and operacion.signo > 0 and gasto.reconoce(operacion.clase)
