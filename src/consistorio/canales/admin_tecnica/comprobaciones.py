"""Checks of health of what only the channels can see together: environment, certificates, seals, the event log's heads."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from consistorio.canales.interfaz.templatetags.componentes import fecha
from consistorio.documental.firma.casa import sello_de_organo
from consistorio.documental.firma.models import Ampliacion, CertificadoEmpleado, SelloPedido
from consistorio.documental.sellado import consultas as sellado
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.supervision.comprobaciones import Estado, Hallazgo, comprobacion

AVISO_DE_CADUCIDAD = timedelta(days=30)
ESPERA_QUE_PREOCUPA = timedelta(minutes=15)
ESPERA_GRAVE = timedelta(hours=24)
CABECERA_QUE_PREOCUPA = timedelta(minutes=30)


@comprobacion(gettext_noop("entorno"))
def entorno() -> Hallazgo:
    """Production, or something whose acts have no legal value."""
    if settings.CONSISTORIO_ENTORNO == "produccion":
        return Hallazgo(Estado.BIEN, _("Producción."))
    return Hallazgo(
        Estado.AVISO,
        _("Entorno «%(cual)s»: lo que se hace aquí no tiene validez.") % {"cual": settings.CONSISTORIO_ENTORNO},
    )


@comprobacion(gettext_noop("certificados"))
def certificados() -> Hallazgo:
    """The organ's seal (that says it itself once it has expired) and the staff's certificates are in time. They live in the machine's time."""
    ahora = RelojSistema().ahora()
    vence = sello_de_organo().mano.certificado.not_valid_after_utc
    vigentes = CertificadoEmpleado.objects.filter(estado=CertificadoEmpleado.Estado.VIGENTE)
    cercanos = vigentes.filter(hasta__lte=ahora + AVISO_DE_CADUCIDAD).count()
    detalle = _(
        "El sello del Ayuntamiento vale hasta el %(dia)s; del personal, %(n)d caducan en 30 días o han caducado."
    ) % {
        "dia": fecha(vence),
        "n": cercanos,
    }
    return Hallazgo(Estado.AVISO if cercanos or vence - ahora < AVISO_DE_CADUCIDAD else Estado.BIEN, detalle)


@comprobacion(gettext_noop("sellos pendientes"))
def sellos_pendientes() -> Hallazgo:
    """Documents that wait for the organ's seal or for their time stamp, and since when."""
    sellos = SelloPedido.objects.filter(estado=SelloPedido.Estado.PENDIENTE)
    ampliaciones = Ampliacion.objects.exclude(pendiente_desde=None)
    primeros = [
        sellos.order_by("pedido_el").values_list("pedido_el", flat=True).first(),
        ampliaciones.order_by("pendiente_desde").values_list("pendiente_desde", flat=True).first(),
    ]
    espera = _espera([momento for momento in primeros if momento is not None])
    detalle = _(
        "%(sellos)d sin sello y %(tiempo)d sin sello de tiempo; el más antiguo espera desde hace %(minutos)d min."
    ) % {
        "sellos": sellos.count(),
        "tiempo": ampliaciones.count(),
        "minutos": int(espera.total_seconds() // 60),
    }
    if espera > ESPERA_GRAVE:
        return Hallazgo(Estado.MAL, detalle)
    return Hallazgo(Estado.AVISO if espera > ESPERA_QUE_PREOCUPA else Estado.BIEN, detalle)


@comprobacion(gettext_noop("registro de actividad"))
def cabeceras() -> Hallazgo:
    """Events not covered yet by a signed head, and the age of the newest head."""
    pendientes, ultima = sellado.sin_sellar(), sellado.ultima_cabecera()
    cuando = fecha(ultima.momento) if ultima else _("nunca")
    detalle = ngettext(
        "%(n)d hecho sin sellar; última cabecera: %(cuando)s.",
        "%(n)d hechos sin sellar; última cabecera: %(cuando)s.",
        pendientes,
    ) % {"n": pendientes, "cuando": cuando}
    atrasada = ultima is None or RelojSistema().ahora() - ultima.momento > CABECERA_QUE_PREOCUPA
    return Hallazgo(Estado.AVISO if pendientes and atrasada else Estado.BIEN, detalle)


def _espera(momentos: list[datetime]) -> timedelta:
    return max(RelojSistema().ahora() - min(momentos), timedelta()) if momentos else timedelta()
