"""What the banks say: loaded once, paired with the books by a person, and drawn up in acts of arqueo that are worked out again."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from consistorio.documental.firma.eventos import CircuitoCompletado, CircuitoDevuelto
from consistorio.documental.firma.models import Circuito
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldo
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.tesoreria import acciones, consultas, prelacion
from consistorio.economia.tesoreria.acciones.conciliar import Par
from consistorio.economia.tesoreria.extractos import traer
from consistorio.economia.tesoreria.models import (
    Conciliacion,
    Extracto,
    LineaDeArqueo,
    MovimientoBancario,
    RelacionDePagos,
)
from consistorio.economia.tesoreria.propuestas import propuestas
from consistorio.economia.tesoreria.tests.escenario import (
    BANCO,
    OTRO_BANCO,
    cargar,
    lineas,
    ordenado,
    persona,
    relacion,
)
from consistorio.economia.tesoreria.tests.muestras import camt053, norma43
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.tests.firmas import texto_del_documento

pytestmark = pytest.mark.django_db
COBROS, PAGOS = "COBROS_DESCONOCIDOS", "PAGOS_PENDIENTES"


def el(dia: int) -> date:
    """A day of September of 2026."""
    return date(2026, 9, dia)


def ir_al(dia: int, reloj: RelojDePrueba) -> None:
    reloj.avanzar(days=(el(dia) - hoy(reloj)).days)


def firmado(documento_id: UUID, reloj: RelojDePrueba, *, devuelto: bool = False) -> None:
    """What the room of signatures leaves and says when the three have signed, or one did not; keys are tested in `test_pagos`."""
    circuito = Circuito.objects.get(documento_id=documento_id, estado="pendiente")
    estado = "devuelto" if devuelto else "completado"
    Circuito.objects.filter(id=circuito.id).update(estado=estado, terminado_el=reloj.ahora())
    ids = (circuito.id, circuito.documento_id, circuito.referencia)
    hecho = CircuitoDevuelto(*ids, uuid4()) if devuelto else CircuitoCompletado(*ids)
    with transaction.atomic():
        anotar(f"documento:{documento_id}", hecho, actor=Actor.sistema("pruebas"), reloj=reloj)
    for _vez in range(2):
        manos.correr()
    reloj.avanzar(minutes=5)  # jobs live in the town's time, which runs


def pagable(reloj: RelojDePrueba, *ordenes: Operacion) -> RelacionDePagos:
    """A list that is signed."""
    una = relacion(reloj, *ordenes)
    acciones.enviar_a_firma(actor=fernando(reloj), relacion_id=una.id, reloj=reloj)
    una.refresh_from_db()
    assert una.documento_id is not None
    firmado(una.documento_id, reloj)
    una.refresh_from_db()
    assert una.estado == "firmada"
    return una


def fernando(reloj: RelojDePrueba) -> Actor:
    return escenario.empleado("fernando", reloj)


def empezado(reloj: RelojDePrueba, iban: str = BANCO, inicial: str = "90000.00") -> Extracto:
    """The first statement, until the end of August."""
    return cargar(reloj, date(2026, 1, 1), date(2026, 8, 31), inicial, [], iban=iban)


def mensajes(error: pytest.ExceptionInfo[DatosIncorrectos]) -> str:
    return " ".join(p.mensaje for p in error.value.problemas)


def suyo(importe: str) -> MovimientoBancario:
    return MovimientoBancario.objects.get(importe=Decimal(importe))


def test_a_statement_is_loaded_once_and_goes_on_where_the_one_before_ended(reloj: RelojDePrueba) -> None:
    ir_al(10, reloj)
    primero = empezado(reloj)
    dias = [(el(1), "-0.60", "", "COMISION"), (el(1), "-0.60", "", "COMISION"), (el(2), "75.00", "", "INGRESO")]
    semana = cargar(reloj, el(1), el(3), "90000.00", dias)
    assert (primero.nuevos, semana.nuevos, MovimientoBancario.objects.count()) == (0, 3, 4)
    assert cargar(reloj, el(1), el(3), "90000.00", dias).id == semana.id, "the same file"
    mas = [*dias, (el(5), "-10.00", "", "RECIBO")]
    assert cargar(reloj, el(1), el(6), "90000.00", mas).nuevos == 1, "what overlaps is not written twice"
    de_camt = camt053(BANCO, el(7), el(8), "90063.80", [(el(8), "1.00", "", "INGRESO")])
    acciones.cargar_extracto(actor=fernando(reloj), traido=traer(io.BytesIO(de_camt)), reloj=reloj)
    assert MovimientoBancario.objects.count() == 6

    for args, dice in (
        ((el(9), el(9), "90000.00", []), "falta un extracto"),
        ((el(9), el(11), "90064.80", []), "no ha pasado"),
        ((date(2025, 12, 1), date(2025, 12, 31), "5.00", []), "no se cargan los anteriores"),
        ((el(5), el(6), "90073.80", [(el(5), "-11.00", "", "OTRO")]), "no dicen lo mismo"),
    ):
        with pytest.raises(DatosIncorrectos, match="no se ha cargado") as error:
            cargar(reloj, *args)
        assert dice in mensajes(error), (dice, mensajes(error))
    with pytest.raises(DatosIncorrectos) as error:
        cargar(reloj, el(1), el(2), "1.00", [], iban="ES7620770024003102575766")
    assert "no es de ningún ordinal" in mensajes(error)
    movido = norma43(BANCO, el(9), el(9), "90064.80", [(el(9), "1.00", "", "X")], final="90064.80")
    with pytest.raises(DatosIncorrectos) as error:
        acciones.cargar_extracto(actor=fernando(reloj), traido=traer(io.BytesIO(movido.encode())), reloj=reloj)
    assert "no llevan del saldo" in mensajes(error)
    with pytest.raises(DatosIncorrectos, match="20 MB"):
        traer(io.BytesIO(b"1" * (20 * 1024 * 1024 + 1)))
    with pytest.raises(NoPermitido):
        acciones.cargar_extracto(
            actor=escenario.empleado("teresa", reloj), traido=traer(io.BytesIO(de_camt)), reloj=reloj
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        MovimientoBancario.objects.update(importe=0)
    assert (comprobar(2026), fallas()) == ([], [])


def test_what_the_bank_did_is_noted_and_paired_by_a_person(reloj: RelojDePrueba) -> None:
    luz, obra = ordenado("920.22100", "100", persona(0)), ordenado("1532.61900", "250", persona(1))
    agua = ordenado("920.22100", "40", persona(0))
    una, otra = pagable(reloj, luz, obra), pagable(reloj, agua)
    ir_al(4, reloj)
    empezado(reloj)
    cargar(
        reloj, el(1), el(3), "90000.00",
        [(el(2), "-350.00", "RP2026000001", "REMESA"), (el(3), "75.00", "", "INGRESO"), (el(3), "-0.60", "", "COMISION"), (el(3), "-40.00", "", "TRANSFERENCIA")],
    )  # fmt: skip
    hechas = {p.movimiento_id: p for p in propuestas("1")}
    apertura = suyo("90000.00")
    assert [(hechas[m.id].clave.partition(":")[0], hechas[m.id].por) for m in (apertura, suyo("-350.00"), suyo("-40.00"))] == [
        ("apunte", "apertura"),
        ("relacion", "referencia"),
        ("relacion", "importe"),
    ]  # fmt: skip
    pares = [Par((p.movimiento_id,), (p.clave,)) for p in hechas.values()]
    assert len(pares) == 3
    assert len(acciones.conciliar(actor=fernando(reloj), ordinal="1", pares=pares, reloj=reloj)) == 3
    una.refresh_from_db()
    otra.refresh_from_db()
    assert (una.estado, otra.estado) == ("pagada", "pagada")
    assert [linea.pago is not None and linea.pago.fecha for linea in lineas(una)] == [el(2), el(2)]
    assert saldo(2026, "57101").neto == Decimal("89610.00")
    assert [m.importe for m in consultas.sin_conciliar_del_banco(consultas.ordinales()[0])] == [
        Decimal("75.00"),
        Decimal("-0.60"),
    ]

    with pytest.raises(DatosIncorrectos) as error:
        acciones.dejar_sin_aplicar(
            actor=fernando(reloj), movimiento_id=suyo("75.00").id, concepto=PAGOS, texto="", reloj=reloj
        )  # fmt: skip
    assert "559" in mensajes(error)
    for importe, concepto in (("75.00", COBROS), ("-0.60", PAGOS)):
        acciones.dejar_sin_aplicar(
            actor=fernando(reloj), movimiento_id=suyo(importe).id, concepto=concepto, texto="", reloj=reloj
        )  # fmt: skip
    assert (saldo(2026, "559").neto, saldo(2026, "555").neto) == (Decimal("-75.00"), Decimal("0.60"))
    with pytest.raises(DatosIncorrectos) as error:
        acciones.dejar_sin_aplicar(
            actor=fernando(reloj), movimiento_id=suyo("75.00").id, concepto=COBROS, texto="", reloj=reloj
        )  # fmt: skip
    assert "ya está conciliado" in mensajes(error)

    _una_vuelve(una, luz, reloj)
    assert (comprobar(2026), fallas()) == ([], [])


def _una_vuelve(una: RelacionDePagos, luz: Operacion, reloj: RelojDePrueba) -> None:
    """The bank sends a transfer back: it is to be paid again."""
    ir_al(6, reloj)
    cargar(
        reloj, el(4), el(5), "89684.40", [(el(5), "100.00", lineas(una)[0].referencia.replace("-", ""), "DEVOLUCION")]
    )
    with pytest.raises(DatosIncorrectos) as error:
        acciones.anotar_devolucion(
            actor=fernando(reloj), movimiento_id=suyo("100.00").id, linea_id=lineas(una)[1].id, reloj=reloj
        )  # fmt: skip
    assert "no es lo que se pagó" in mensajes(error)
    acciones.anotar_devolucion(
        actor=fernando(reloj), movimiento_id=suyo("100.00").id, linea_id=lineas(una)[0].id, reloj=reloj
    )
    with pytest.raises(FaseIncompatible):
        acciones.anotar_devolucion(
            actor=fernando(reloj), movimiento_id=suyo("100.00").id, linea_id=lineas(una)[0].id, reloj=reloj
        )  # fmt: skip
    assert [linea.estado for linea in lineas(una)] == ["devuelta", "pagada"]
    assert luz.id in [f.id for f in prelacion.por_pagar(hoy(reloj)) if f.se_puede]
    assert consultas.sin_conciliar_del_banco(consultas.ordinales()[0]) == []
    assert saldo(2026, "57101").neto == Decimal("89784.40")
    assert relacion(reloj, luz).estado == "borrador"


def test_a_pair_has_the_same_sum_and_may_be_undone(reloj: RelojDePrueba) -> None:
    una = pagable(reloj, ordenado("920.22100", "100", persona(0)), ordenado("1532.61900", "250", persona(1)))
    ir_al(4, reloj)
    empezado(reloj)
    cargar(reloj, el(1), el(3), "90000.00", [(el(2), "-100.00", "", "TRANSF"), (el(3), "-250.00", "", "TRANSF")])
    unos, todos = (suyo("-100.00").id,), (suyo("-100.00").id, suyo("-250.00").id)
    clave = f"relacion:{una.id}"
    for pares, fallo in (
        ([], DatosIncorrectos),
        ([Par(unos, ())], DatosIncorrectos),
        ([Par(unos, (clave,))], DatosIncorrectos),
        ([Par((uuid4(),), (clave,))], NoEncontrado),
        ([Par(unos, ("apunte:x",))], NoEncontrado),
        ([Par(unos, ("apunte:1000000",))], NoEncontrado),
        ([Par(unos, ("otra:cosa",))], NoEncontrado),
        ([Par(unos, (f"linea:{uuid4()}",))], NoEncontrado),
        ([Par(todos, (clave,)), Par(unos, (clave,))], FaseIncompatible),
    ):
        with pytest.raises(fallo):
            acciones.conciliar(actor=fernando(reloj), ordinal="1", pares=pares, reloj=reloj)
    una.refresh_from_db()
    assert una.estado == "firmada", "nothing was half done"
    assert Conciliacion.objects.count() == 0
    with pytest.raises(NoPermitido):
        acciones.conciliar(
            actor=escenario.empleado("teresa", reloj), ordinal="1", pares=[Par(todos, (clave,))], reloj=reloj
        )  # fmt: skip
    # Paid by hand first; then the bank says both, each for its payment
    acciones.anotar_pagos(actor=fernando(reloj), relacion_id=una.id, fecha=el(2), reloj=reloj)
    libres = consultas.sin_conciliar_de_libros(consultas.ordinales()[0], hasta=el(4))
    assert [a.importe for a in libres] == [Decimal(i) for i in ("87000.00", "3000.00", "-100.00", "-250.00")]
    (hecha,) = acciones.conciliar(
        actor=fernando(reloj), ordinal="1", pares=[Par(todos, tuple(f"apunte:{a.apunte_id}" for a in libres[2:]))], reloj=reloj
    )  # fmt: skip
    with pytest.raises(DatosIncorrectos) as error:
        acciones.conciliar(
            actor=fernando(reloj), ordinal="1", pares=[Par(unos, (f"apunte:{libres[2].apunte_id}",))], reloj=reloj
        )  # fmt: skip
    assert len(error.value.problemas) == 2
    with pytest.raises(DatosIncorrectos):
        acciones.deshacer_conciliacion(actor=fernando(reloj), conciliacion_id=hecha.id, motivo="corto", reloj=reloj)
    acciones.deshacer_conciliacion(
        actor=fernando(reloj), conciliacion_id=hecha.id, motivo="Era cada una la suya", reloj=reloj
    )
    with pytest.raises(FaseIncompatible):
        acciones.deshacer_conciliacion(
            actor=fernando(reloj), conciliacion_id=hecha.id, motivo="Era cada una la suya", reloj=reloj
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Conciliacion.objects.update(importe=1)
    assert fallas() == []
    claves = {p.movimiento_id: p.clave for p in propuestas("1")}
    assert [claves[m] for m in todos] == [f"apunte:{a.apunte_id}" for a in libres[2:]]


def _falsear(linea: LineaDeArqueo) -> None:
    """Whoever owns the database writes another figure in a signed act."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE tesoreria_lineadearqueo DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE tesoreria_lineadearqueo SET cobros = cobros + 1, pagos = pagos + 1 WHERE id = %s", [linea.id]
        )
        cursor.execute("ALTER TABLE tesoreria_lineadearqueo ENABLE TRIGGER USER")


def test_an_arqueo_squares_and_is_worked_out_again(reloj: RelojDePrueba) -> None:
    una = pagable(reloj, ordenado("920.22100", "100", persona(0)))
    ir_al(6, reloj)
    acciones.anotar_pagos(actor=fernando(reloj), relacion_id=una.id, fecha=el(5), reloj=reloj)
    with pytest.raises(DatosIncorrectos, match="no se ha levantado") as error:
        acciones.levantar_arqueo(actor=fernando(reloj), hasta=el(5), reloj=reloj)
    assert [p.campo for p in error.value.problemas] == ["ordinales.1", "ordinales.2"]
    empezado(reloj)
    empezado(reloj, OTRO_BANCO, "0.00")
    cargar(reloj, el(1), el(5), "90000.00", [(el(3), "75.00", "", "INGRESO"), (el(4), "-0.60", "", "COMISION")])
    cargar(reloj, el(1), el(5), "0.00", [], iban=OTRO_BANCO)
    (propuesta,) = propuestas("1")
    acciones.conciliar(
        actor=fernando(reloj), ordinal="1", pares=[Par((propuesta.movimiento_id,), (propuesta.clave,))], reloj=reloj
    )
    with pytest.raises(DatosIncorrectos) as error:
        acciones.levantar_arqueo(actor=fernando(reloj), hasta=el(30), reloj=reloj)
    assert error.value.problemas[0].campo == "hasta"
    acta = acciones.levantar_arqueo(actor=fernando(reloj), hasta=el(5), reloj=reloj)
    banco = acta.lineas.get(ordinal="1")
    assert (banco.anterior, banco.cobros, banco.pagos, banco.existencias) == tuple(
        map(Decimal, ("90000", "0", "100", "89900"))
    )
    assert (banco.banco, banco.cobros_sin_contabilizar, banco.pagos_sin_contabilizar) == tuple(
        map(Decimal, ("90074.40", "75", "0.60"))
    )
    assert (banco.cobros_sin_banco, banco.pagos_sin_banco) == (Decimal(0), Decimal("100.00"))
    assert [(x.ordinal_id, x.banco) for x in acta.lineas.order_by("ordinal")][1:] == [
        ("2", 0),
        ("3", None),
        ("9", None),
    ]
    texto = texto_del_documento(acta.documento_id)
    assert all(
        dicho in texto
        for dicho in ("Acta de arqueo", "89.900,00 €", "90.074,40 €", "Está en la contabilidad y no en el banco")
    )
    with pytest.raises(Conflicto):
        acciones.levantar_arqueo(actor=fernando(reloj), hasta=el(5), reloj=reloj)
    firmado(acta.documento_id, reloj, devuelto=True)
    acta.refresh_from_db()
    assert acta.estado == "devuelto"
    acta = acciones.levantar_arqueo(actor=fernando(reloj), hasta=el(5), reloj=reloj)
    firmado(acta.documento_id, reloj)
    acta.refresh_from_db()
    assert acta.estado == "firmado"

    _el_siguiente(reloj)


def _el_siguiente(reloj: RelojDePrueba) -> None:
    """What is known later does not change what the act says, and the next one begins where it ended."""
    reloj.avanzar(days=2)
    acciones.dejar_sin_aplicar(
        actor=fernando(reloj), movimiento_id=suyo("75.00").id, concepto=COBROS, texto="", reloj=reloj
    )
    cargar(reloj, el(6), el(7), "90074.40", [(el(6), "-100.00", "", "TRANSFERENCIA")])
    cargar(reloj, el(6), el(7), "0.00", [], iban=OTRO_BANCO)
    assert (comprobar(2026), fallas()) == ([], [])
    siguiente = acciones.levantar_arqueo(actor=fernando(reloj), hasta=el(7), reloj=reloj)
    linea = siguiente.lineas.get(ordinal="1")
    assert (siguiente.desde, linea.anterior, linea.existencias) == (el(6), Decimal("89975.00"), Decimal("89975.00"))
    assert linea.banco == Decimal("89974.40")
    with pytest.raises(IntegrityError), transaction.atomic():
        siguiente.lineas.update(banco=0)
    _falsear(linea)
    assert ["del ordinal 1" in h.texto for h in comprobar(2026)] == [True]
