"""Who acquired a credit gets its money: the list names them and their account, and the obligation stays of who assigned it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.bloqueos import BloqueoPedido
from consistorio.economia.terceros.models import Bloqueo, Tercero
from consistorio.economia.tesoreria import acciones, prelacion
from consistorio.economia.tesoreria.acceso import fichero_para
from consistorio.economia.tesoreria.tests.escenario import (
    DE_QUIEN_COBRA,
    confirmada,
    documento,
    lineas,
    ordenado,
    persona,
    relacion,
)
from consistorio.economia.tesoreria.tests.test_pagos import firmada
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen import consultas as almacen
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("personal_que_firma")]


def test_who_acquired_a_credit_is_paid_and_its_obligation_stays_of_who_assigned_it(reloj: RelojDePrueba) -> None:
    tesorero = escenario.empleado("fernando", reloj)
    cedente, banco = Tercero.objects.get(persona_id=persona(1)), Tercero.objects.get(persona_id=persona(2))
    papel = documento(cedente, "traba", reloj)

    def bloquear(clase: str, quien: Tercero = cedente, **mas: Any) -> Bloqueo:
        orden = papel if quien == cedente else documento(quien, "traba", reloj)
        pedido = BloqueoPedido(clase, orden, hoy(reloj), **mas)
        return terceros.poner_bloqueo(actor=tesorero, tercero_id=quien.id, pedido=pedido, reloj=reloj)

    def quita(uno: Bloqueo) -> None:
        uno.refresh_from_db()
        fin = documento(uno.tercero, "traba", reloj)
        if uno.confirmado_el is None:
            terceros.levantar_bloqueo(actor=tesorero, bloqueo_id=uno.id, documento_id=fin, reloj=reloj)
        else:
            interviene = escenario.empleado("teresa", reloj)
            terceros.levantar_cesion(actor=interviene, bloqueo_id=uno.id, documento_id=fin, reloj=reloj)

    factura_id = uuid4()
    atada = f"factura:{factura_id}"
    antes = ordenado("1532.61900", "5", persona(1), factura_id=factura_id)
    cesion = bloquear("cesion", a_favor_de=banco.id, objeto=atada)
    [fila] = prelacion.por_pagar(hoy(reloj), solo=[antes.id])
    assert "tiene que confirmarla otra persona" in fila.impedimentos[0], "until then it goes to neither of them"
    with pytest.raises(DatosIncorrectos) as error:
        ordenado("1532.61900", "5", persona(1), factura_id=factura_id)
    assert "Tiene que confirmarla otra persona" in error.value.problemas[0].mensaje
    confirmada(cesion, reloj)
    obra = ordenado("1532.61900", "1000", persona(1), factura_id=factura_id)  # what is assigned is ordered, too
    suelta = ordenado("920.22100", "40", persona(1))
    filas = {p.id: p for p in prelacion.por_pagar(hoy(reloj))}
    assert [filas[una.id].iban for una in (obra, suelta)] == [DE_QUIEN_COBRA[2], DE_QUIEN_COBRA[1]]
    assert filas[obra.id].texto.startswith(f"Crédito cedido por {cedente.persona}.")

    # What is assigned up to an amount, or to who is blocked, waits and says what to do
    en_parte = confirmada(bloquear("cesion", a_favor_de=banco.id, tope="15,00"), reloj)
    [fila] = prelacion.por_pagar(hoy(reloj), solo=[suelta.id])
    assert "bloqueados: Cesión" in " ".join(fila.impedimentos)
    quita(en_parte)
    embargado = bloquear("embargo", quien=banco)
    [fila] = prelacion.por_pagar(hoy(reloj), solo=[obra.id])
    assert "a su vez los pagos bloqueados" in " ".join(fila.impedimentos)
    quita(embargado)

    una = relacion(reloj, obra, suelta)
    [de_obra, de_suelta] = lineas(una)
    assert (de_obra.persona_id, de_obra.nombre, de_obra.iban) == (persona(1), str(banco.persona), DE_QUIEN_COBRA[2])
    assert (de_suelta.iban, de_suelta.liquido) == (DE_QUIEN_COBRA[1], Decimal(40))
    # Taken back before it is sent, the account is that of who it is owed to
    quita(cesion)
    with pytest.raises(DatosIncorrectos) as error:
        acciones.enviar_a_firma(actor=tesorero, relacion_id=una.id, reloj=reloj)
    assert "ha cambiado de cuenta" in error.value.problemas[0].mensaje
    confirmada(bloquear("cesion", a_favor_de=banco.id, objeto=atada), reloj)
    firmada(una, reloj)
    acciones.hacer_fichero(actor=tesorero, relacion_id=una.id, reloj=reloj)
    texto = almacen.leer(fichero_para(tesorero, una.id, motivo="Enviar").sha256).decode()
    assert DE_QUIEN_COBRA[2] in texto
    assert str(banco.persona).upper()[:5] in texto.upper()
    acciones.dar_por_enviada(actor=tesorero, relacion_id=una.id, reloj=reloj)
    acciones.anotar_pagos(actor=tesorero, relacion_id=una.id, fecha=hoy(reloj), reloj=reloj)
    pagos = [linea.pago for linea in lineas(una)]
    assert [(pago.tercero_id, pago.importe) for pago in pagos if pago is not None] == [
        (persona(1), Decimal(1000)),
        (persona(1), Decimal(40)),
    ]
    assert (comprobar(2026), fallas()) == ([], [])
