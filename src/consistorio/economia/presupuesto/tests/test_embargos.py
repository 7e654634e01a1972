"""What is kept for a seizure counts towards its limit, whoever else the payment was made to and whatever invoice it is tied to."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import Operacion, SaldoCerrado
from consistorio.economia.presupuesto.tests.escenario import DIA, INTERVENCION, RELOJ, cabecera, de, tras
from consistorio.economia.presupuesto.tests.test_gasto import mensajes
from consistorio.economia.presupuesto.tests.test_pagos import PAGO, pagar
from consistorio.economia.presupuesto.tipos import Cabecera, Descuento, LineaPedida
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.bloqueos import BloqueoPedido
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.economia.terceros.models import Bloqueo, Tercero
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import RelojFijo
from consistorio.tramitacion.tests.factories import un_pdf

DESPUES = RelojFijo(RELOJ.ahora() + timedelta(hours=1))
TESORERIA = INTERVENCION.con_permisos("terceros.ver", "terceros.alta", "terceros.bloquear")


def alta(numero: str) -> Tercero:
    return terceros.dar_de_alta(actor=TESORERIA, persona=PersonaEscrita(numero, razon_social=numero), reloj=RELOJ)


def documento_de(quien: Tercero, titulo: str, clase: str = "otro") -> UUID:
    """A document in the ficha of a third party."""
    suyo = terceros.incorporar_documento(
        actor=TESORERIA,
        tercero_id=quien.id,
        flujo=io.BytesIO(un_pdf(titulo)),
        nombre="documento.pdf",
        titulo=titulo,
        clase=clase,
        valido_hasta=None,
        reloj=RELOJ,
    )
    return suyo.documento_id


def bloquear(quien: Tercero, clase: str, a_favor_de: Tercero, *, reloj: RelojFijo = RELOJ, **mas: object) -> Bloqueo:
    orden_id = documento_de(quien, f"{quien.id} {mas}", "traba")
    pedido = BloqueoPedido(clase, orden_id, DIA, a_favor_de=a_favor_de.id, **mas)  # type: ignore[arg-type]
    return terceros.poner_bloqueo(actor=TESORERIA, tercero_id=quien.id, pedido=pedido, reloj=reloj)


def debe(quien: Tercero, importe: str, factura_id: UUID | None = None) -> Operacion:
    de_quien = Cabecera(DIA - timedelta(days=1), "Obra", tercero_id=quien.persona_id, factura_id=factura_id)
    return acciones.gastar(
        actor=INTERVENCION, clase="ADO", cabecera=de_quien, lineas=[de("1532.61900", importe)], reloj=RELOJ
    )


def embargos(importe: str) -> tuple[Descuento, ...]:
    return (Descuento("EMBARGOS", Decimal(importe)),)


@pytest.mark.usefixtures("presupuesto")
def test_what_was_kept_is_of_whom_it_was_kept_from() -> None:
    obras, limpiezas, hacienda = alta("B99999997"), alta("B12345674"), alta("A58818501")
    facturas = [uuid4(), uuid4()]
    una, otra = (debe(obras, "200", cual) for cual in facturas)
    atada = f"factura:{facturas[0]}"
    bloquear(obras, "embargo", hacienda, tope="80", objeto=atada)
    ajena = debe(limpiezas, "500")

    # An order of two invoices keeps what is tied to each, and the payment to two third parties is of the one who was seized
    orden = acciones.ordenar_pago(
        actor=INTERVENCION, cabecera=cabecera(), lineas=[tras(una, "100"), tras(otra, "100")], reloj=RELOJ
    )
    assert orden.factura_id is None
    juntos = [tras(orden, "100"), tras(orden, "100", n=1)]
    with pytest.raises(DatosIncorrectos) as error:
        acciones.pagar(**PAGO, clase="R", cabecera=cabecera(), lineas=juntos)
    assert mensajes(error) == [
        ("descuentos", "Hay 80,00 € embargados: descuéntelos del pago, en el concepto EMBARGOS.")
    ]
    pagar(tras(una, "30"), tras(ajena, "100"), descuentos=embargos("30"))
    with pytest.raises(DatosIncorrectos) as error:
        acciones.pagar(**PAGO, clase="R", cabecera=cabecera(), lineas=juntos)
    assert "Hay 50,00 €" in mensajes(error)[0][1]

    # Paid as of a closed year, it counts towards the same limit; what is kept of another invoice does not
    de_antes, del_otro = (
        SaldoCerrado.objects.create(
            ejercicio_id=2026,
            clase="obligacion",
            anio=2025,
            cuenta="4010",
            tercero_id=obras.persona_id,
            linea_origen_id=cual.lineas.get().id,
            inicial=Decimal(60),
        )
        for cual in (una, otra)
    )
    for saldo, cuanto in ((del_otro, "60"), (de_antes, "45")):
        pedidas = [LineaPedida(Decimal(cuanto), cerrado=saldo.id)]
        acciones.pagar_cerrados(**PAGO, cabecera=cabecera(), lineas=pedidas, descuentos=embargos(cuanto))
    with pytest.raises(DatosIncorrectos) as error:
        acciones.pagar(**PAGO, clase="R", cabecera=cabecera(), lineas=juntos)
    assert "Hay 5,00 €" in mensajes(error)[0][1]

    # Two who are seized are not paid in one payment: it would not say what was kept from whom
    bloquear(limpiezas, "embargo", hacienda, tope="20", reloj=DESPUES)
    for nada_o_algo in ((), embargos("15")):
        with pytest.raises(DatosIncorrectos) as error:
            pagar(tras(una, "10"), tras(ajena, "10"), descuentos=nada_o_algo)
        assert mensajes(error) == [
            (
                "descuentos",
                "Se paga a varios terceros embargados: haga un pago para cada uno, y conste qué se retuvo a quién.",
            )
        ]
    acciones.pagar(
        **{**PAGO, "reloj": DESPUES},
        clase="PR",
        cabecera=cabecera(),
        lineas=[tras(ajena, "50"), tras(otra, "10")],
        descuentos=embargos("20"),
    )
    pagar(tras(ajena, "50"))  # its limit is reached, and the other one's is not touched
    with pytest.raises(DatosIncorrectos) as error:
        pagar(tras(una, "10"))
    assert "Hay 5,00 €" in mensajes(error)[0][1]

    bloquear(obras, "cesion", hacienda, objeto=f"factura:{facturas[1]}")
    with pytest.raises(DatosIncorrectos) as error:
        acciones.pagar(**PAGO, clase="R", cabecera=cabecera(), lineas=juntos)
    assert any("parado: cesión" in dicho for _campo, dicho in mensajes(error)), "one of its two was assigned"
