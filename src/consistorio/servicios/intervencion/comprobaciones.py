"""The material check of investments, and what the Pleno agreed on the control. Inside the caller's open transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.intervencion.escritos import al_firmar
from consistorio.servicios.intervencion.eventos_de_control import ComprobacionHecha, cadena_del_control
from consistorio.servicios.intervencion.limites import limite
from consistorio.servicios.intervencion.models import AcuerdoDeControl, Comprobacion, EscritoDeControl


def acuerdo_en(clave: str, *, en: date) -> AcuerdoDeControl | None:
    """What the Pleno agreed that holds on a day; None when it agreed nothing, or that it holds no more."""
    ultimo = AcuerdoDeControl.objects.filter(clave=clave, desde__lte=en).order_by("-desde").first()
    return ultimo if ultimo is not None and ultimo.rige else None


def derechos_con_control_previo(*, en: date) -> bool:
    """Whether rights are fiscalised one by one before they are noted (RD 424/2017 art. 9.1): the Pleno did not put the toma de razón in its place, or put it no more, as the
    last agreement on it says. Where none is on record, nobody said how this town controls its income, and it is not asked."""
    ultimo = AcuerdoDeControl.objects.filter(clave=AcuerdoDeControl.Clave.TOMA_DE_RAZON, desde__lte=en)
    dicho = ultimo.order_by("-desde").values_list("rige", flat=True).first()
    return dicho is False


def importe_que_se_comprueba(*, en: date) -> Decimal:
    """From how many euros on, without VAT, an investment is checked: what the town agreed, if it is less than the law."""
    de_la_ley, acordado = limite("comprobacion", en=en).importe, acuerdo_en("comprobacion", en=en)
    return min(de_la_ley, acordado.importe) if acordado is not None and acordado.importe is not None else de_la_ley


def falta_comprobar(objetos: Iterable[str], sin_iva: Decimal, *, de_inversion: bool, en: date) -> str:
    """In words, what is missing of the material check of some things; "" when nothing is, or they need none."""
    suyas = Comprobacion.objects.filter(objeto__in=list(objetos)).exclude(estado=Comprobacion.Estado.SUSTITUIDA)
    ultima = suyas.order_by("-designada_el", "-id").first()
    return falta_de(ultima, sin_iva, desde=importe_que_se_comprueba(en=en), de_inversion=de_inversion)


def falta_de(ultima: Comprobacion | None, sin_iva: Decimal, *, desde: Decimal, de_inversion: bool) -> str:
    """The same, of the last check of something. `desde`: from how many euros on it is due."""
    if ultima is None:
        if not de_inversion or sin_iva < desde:
            return ""
        return _("Falta la comprobación material de la inversión (RD 424/2017 artículo 20): designe a quien va.")
    if ultima.estado == Comprobacion.Estado.DESIGNADA:
        return _("Falta el acta firmada de la comprobación material de la inversión.")
    if ultima.estado == Comprobacion.Estado.NO_CONFORME:
        return _("El acta de comprobación material dice que hay deficiencias.")
    return ""


def bloqueada(comprobacion_id: UUID) -> Comprobacion:
    """A material check, its row locked. Raises NoEncontrado."""
    exigir_transaccion()
    comprobacion = (
        Comprobacion.objects.select_for_update(of=("self",))
        .select_related("unidad", "expediente", "designado")
        .filter(id=comprobacion_id)
        .first()
    )
    if comprobacion is None:
        raise NoEncontrado(_("No encontramos esa comprobación."))
    return comprobacion


def exigir_por_hacer(comprobacion: Comprobacion) -> None:
    """Assert that it has no act yet. Raises FaseIncompatible."""
    if comprobacion.estado == Comprobacion.Estado.SUSTITUIDA:
        raise FaseIncompatible(_("Para esa comprobación se designó a otra persona."))
    if comprobacion.estado != Comprobacion.Estado.DESIGNADA:
        raise FaseIncompatible(_("Esa comprobación ya tiene su acta."))


@al_firmar(EscritoDeControl.Clase.ACTA)
def _con_acta(escrito: EscritoDeControl, actor: Actor, reloj: Reloj) -> None:
    """Everybody who was there signed."""
    comprobacion = bloqueada(UUID(str(escrito.datos["comprobacion"])))
    exigir_por_hacer(comprobacion)
    conforme = bool(escrito.datos["conforme"])
    comprobacion.estado = Comprobacion.Estado.CONFORME if conforme else Comprobacion.Estado.NO_CONFORME
    comprobacion.hecha_el, comprobacion.acta_id = date.fromisoformat(str(escrito.datos["dia"])), escrito.documento_id
    comprobacion.save(update_fields=["estado", "hecha_el", "acta"])
    hecho = ComprobacionHecha(comprobacion.id, escrito.documento_id, conforme)
    anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[comprobacion])
