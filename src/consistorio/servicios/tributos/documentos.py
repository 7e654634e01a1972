"""The documents of a debt: with which it is paid, and the receipt of what was paid. The organ's seal goes on both."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma.operaciones import sellar
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import automatizadas, exigir_transaccion
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.tributos.models import Cobro, Liquidacion
from consistorio.servicios.tributos.permisos import DOCUMENTAR
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento

automatizadas.declarar(
    automatizadas.Actuacion(
        "ingreso",
        gettext_lazy("Documento de ingreso y justificante de pago de una tasa"),
        "LGT arts. 60, 100 y 120; RD 939/2005 arts. 39 y 41",
        gettext_lazy(
            "Cuando un procedimiento pide una autoliquidación, el programa la calcula con la tarifa de la ordenanza y sella el documento con el "
            "que se paga. Cuando consta el pago, expide y sella su justificante."
        ),
        gettext_lazy(
            "El dato de la solicitud que sirve de base, la tarifa vigente, los periodos y los pagos anotados."
        ),
        permisos=(DOCUMENTAR,),
        modulos=(__name__,),
    )
)

ORIGEN_INGRESO = "ingreso"
ORIGEN_JUSTIFICANTE = "justificante_ingreso"


def de_ingreso(liquidacion: Liquidacion, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> Documento:
    """The document with which a debt is paid. `liquidacion` is not saved yet. Writes: Documento, DocumentoExpediente, SelloPedido."""
    datos = {
        **_cabecera(liquidacion, expediente),
        "referencia": liquidacion.referencia_dictada,
        "cuenta": liquidacion.factores.cuenta,
        "plazo": plazo_en_palabras(liquidacion),
        "como_pagar": como_se_paga(liquidacion),
        "norma": liquidacion.articulo,
    }
    return _sellado(
        "documento_ingreso",
        datos,
        _("Documento de ingreso: %(n)s") % {"n": liquidacion.nombre},
        ORIGEN_INGRESO,
        liquidacion,
        expediente,
        actor=actor,
        reloj=reloj,
    )


def justificante(liquidacion: Liquidacion, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> Documento:
    """The receipt of a debt that was paid, with each of its payments (RD 939/2005 art. 41). Writes: the same."""
    cobros = liquidacion.cobros.order_by("dia", "id")
    datos = {
        **_cabecera(liquidacion, expediente),
        "referencia": liquidacion.referencia_dictada,
        "pagado_el": fecha_larga(liquidacion.cobrada) if liquidacion.cobrada is not None else "",
        "cobros": [
            {
                "dia": fecha_larga(cobro.dia),
                "medio": str(Cobro.Medio(cobro.medio).label),
                "referencia": cobro.referencia_banco,
                "importe": str(cobro.cantidad),
            }
            for cobro in cobros
        ],
        "por_devolver": str(liquidacion.a_devolver) if liquidacion.por_devolver else "",
        "norma": liquidacion.articulo,
    }
    return _sellado(
        "justificante_ingreso",
        datos,
        _("Justificante de pago: %(n)s") % {"n": liquidacion.nombre},
        ORIGEN_JUSTIFICANTE,
        liquidacion,
        expediente,
        actor=actor,
        reloj=reloj,
    )


def plazo_en_palabras(liquidacion: Liquidacion) -> str:
    """Until when it is paid."""
    if liquidacion.vence is not None:
        return _("Puede pagar hasta el %(d)s.") % {"d": fecha_larga(liquidacion.vence)}
    if liquidacion.regimen == Liquidacion.Regimen.AUTOLIQUIDACION:
        return _("Páguelo cuanto antes: el procedimiento no se resuelve hasta que conste el pago.")
    return str(PLAZO_DE_LEY)


PLAZO_DE_LEY = gettext_lazy(
    "Si la liquidación se le notifica entre los días 1 y 15 de un mes, hasta el día 20 del mes siguiente. Si se le notifica entre el 16 y el "
    "último, hasta el día 5 del segundo mes siguiente. Si ese día es inhábil, hasta el primero hábil (LGT artículo 62.2)."
)


def como_se_paga(liquidacion: Liquidacion) -> list[str]:
    """Where, and with which reference."""
    formas = []
    cuenta = str(settings.CONSISTORIO_CUENTA_INGRESOS)
    if cuenta:
        formas.append(
            _("Por transferencia a la cuenta %(c)s. Ponga en el concepto, sin nada más, la referencia %(r)s.")
            % {"c": cuenta, "r": liquidacion.referencia_dictada}
        )
    formas.append(
        _("En la Tesorería del Ayuntamiento, con este documento o dictando la referencia %(r)s.")
        % {"r": liquidacion.referencia_dictada}
    )
    return formas


def _cabecera(liquidacion: Liquidacion, expediente: Expediente) -> dict[str, object]:
    return {
        "concepto": liquidacion.nombre,
        "deudor": _persona(liquidacion.deudor),
        "expediente": expediente.numero,
        "procedimiento": expediente.version.procedimiento.nombre,
        "regimen": str(Liquidacion.Regimen(liquidacion.regimen).label),
        "importe": str(liquidacion.debido),
    }


def _persona(persona: Persona) -> dict[str, str]:
    return {"nombre": persona.nombre_completo, "nif": persona.nif}


def _sellado(
    plantilla: str,
    datos: Mapping[str, object],
    titulo: str,
    origen: str,
    liquidacion: Liquidacion,
    expediente: Expediente,
    *,
    actor: Actor,
    reloj: Reloj,
) -> Documento:
    exigir_transaccion()
    documento = crear_desde_plantilla(
        plantilla,
        {clave: dato for clave, dato in datos.items() if dato not in ("", None)},
        titulo=titulo,
        tipo_documental="TD99",
        organo=expediente.unidad.dir3,
        unidad=expediente.unidad.nombre,
        expediente=expediente.numero,
        firmas=(SELLO_DE_ORGANO,),
        actor=actor,
        reloj=reloj,
    )
    incorporar_documento(
        expediente, documento_id=documento.id, huella=documento.huella, origen=origen, actor=actor, reloj=reloj
    )
    sellar(documento, referencia=f"{origen}:{liquidacion.id}", reloj=reloj)
    return documento
