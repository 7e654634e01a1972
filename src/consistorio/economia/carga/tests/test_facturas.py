"""What waited in the register of invoices of the other program goes on here, and where it paid waits for a second person."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from consistorio.cli.datos_demo.facturae import Pedida
from consistorio.cli.datos_demo.facturae import factura as facturae
from consistorio.economia.carga.acciones import cargar_ejercicio
from consistorio.economia.carga.cuadre import problemas_de
from consistorio.economia.carga.tablas import leer
from consistorio.economia.carga.tests.escenario import ANIO, MINISTERIO, OBRAS, PROVEEDORA, RELOJ
from consistorio.economia.carga.tests.escenario import INTERVENCION as CARGA
from consistorio.economia.carga.tests.escenario_facturas import (
    IBAN_DOS,
    IBAN_TRES,
    IBAN_UNO,
    LICENCIAS,
    RESPONSABLE,
    VIA_PUBLICA,
    ficheros,
)
from consistorio.economia.contabilidad import datos
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.models import Asiento
from consistorio.economia.facturas import acciones, consultas
from consistorio.economia.facturas.acceso import documento_para
from consistorio.economia.facturas.acciones.recibir import FacturaEnPapel
from consistorio.economia.facturas.devengos import pendientes_de, por_devengar
from consistorio.economia.facturas.face import por_decir
from consistorio.economia.facturas.models import AvisoEmisor, Factura, RegistroFace
from consistorio.economia.intervenciones import acciones as control
from consistorio.economia.intervenciones.acciones.facturas import FacturaPorIntervenir
from consistorio.economia.intervenciones.consultas import para_intervenir
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros import consultas as de_terceros
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.economia.terceros.models import CuentaTercero, Tercero
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import en_madrid, hoy
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.tests.factories import un_pdf

D = Decimal
DEBIDA = f"contabilizada;{LICENCIAS};2026-03-05;"


@pytest.fixture
def intervencion(reloj: RelojDePrueba) -> Actor:
    """Of a town with its people and the chart."""
    datos.cargar_plan(reloj=RELOJ)
    return escenario.empleado("teresa", reloj)


def cargar(reloj: RelojDePrueba, **cambios: tuple[str, ...]) -> None:
    quien = replace(Actor.sistema("administracion"), permisos=CARGA.permisos)
    cargar_ejercicio(actor=quien, tablas=leer(ficheros(**cambios)), reloj=reloj)


def de(registro: str) -> Factura:
    return Factura.objects.select_related("entrega", "emisor").get(entrega__numero_anterior=registro)


@pytest.mark.django_db
def test_what_waited_goes_on_with_its_days(reloj: RelojDePrueba, intervencion: Actor) -> None:
    for nif, nombre, iban in (
        (OBRAS, "Obras de Prueba, S. A.", "ES1020903200500041045040"),
        (MINISTERIO, "Ministerio de Prueba", IBAN_TRES),
    ):
        _in_force(nif, nombre, iban, intervencion, reloj)
    cargar(reloj)
    dia = hoy(reloj)
    assert comprobar(ANIO) == []
    assert fallas() == []
    assert [(f.codigo, f.entrega.numero_anterior, f.estado) for f in Factura.objects.order_by("numero")] == [
        ("RCF-2026-000001", "2026/44", "contabilizada"),
        ("RCF-2026-000002", "2026/101", "remitida"),
        ("RCF-2026-000003", "2026/102", "conformada"),
        ("RCF-2026-000004", "2026/103", "anotada"),
        ("RCF-2026-000005", "2026/120", "anotada"),
    ]
    en_unidad, conformada, devuelta, debida = de("2026/101"), de("2026/102"), de("2026/103"), de("2026/44")
    assert [en_madrid(f.entrada_el).date() for f in (en_unidad, debida)] == [date(2026, 5, 6), date(2026, 3, 1)]
    [con] = consultas.con_relojes([conformada], en=date(2026, 7, 20))
    assert (con.relojes.desde_entrada, con.relojes.en_conformidad, con.relojes.para_pagar) == (47, 17, 30)
    assert [(i.codigo, i.tipo, i.cuota) for i in conformada.impuestos.order_by("orden")] == [
        ("01", D(21), D(420)),
        ("04", D(15), D(300)),
    ]
    assert "Vía Pública dijo que no era suya" in devuelta.pasos.get().texto
    assert de("2026/120").problemas[0]["mensaje"] == "Es posterior al día en que se presentó.", "noted all the same"
    marta = escenario.empleado("marta", reloj)
    assert [c.factura.id for c in consultas.por_conformar(marta, en=dia)] == [en_unidad.id]
    assert en_unidad.id in consultas.por_avisar(en=date(2026, 6, 5)), "it has waited for thirty days"
    # Noted there more than three months before, and paid late, from its days there
    assert en_unidad.id in {c.factura.id for c in consultas.sin_obligacion(intervencion, en=date(2026, 8, 31))}
    julio = {"desde": date(2026, 7, 1), "hasta": date(2026, 7, 31)}
    assert consultas.morosidad(**julio)[0].pendientes_fuera.importe == D(30000) + D(2120) + D(1210)
    assert {d.desde for d in consultas.deudas(**julio)} == {date(2026, 3, 5), date(2026, 6, 20)}
    # The commitment that the load says goes before the others with the same third party
    propuesta = para_intervenir(conformada, en=dia).propuesta
    assert propuesta is not None
    assert (propuesta.operacion_id, propuesta.operacion.clase) == (conformada.compromiso_id, "AD")
    # What is in 413 is not proposed again
    assert devuelta.id not in {f.id for f in por_devengar(ANIO)}
    assert pendientes_de(devuelta).get().saldo == 121
    assert Operacion.objects.get(factura_id=debida.id, clase="O").id == debida.operacion_o_id
    vaciar_colas(colas=("correo",))
    assert not AvisoEmisor.objects.exists(), "who sent it knows since it came in there"
    _its_obligation_follows_its_commitment(en_unidad, intervencion, marta, reloj)
    _what_is_left_of_it_is_paid(debida, reloj)
    _its_original_is_attached(conformada, intervencion, reloj)
    _the_accounts_wait_for_another_person(intervencion, reloj)


def _its_obligation_follows_its_commitment(
    una: Factura, intervencion: Actor, marta: Actor, reloj: RelojDePrueba
) -> None:
    """Its head conforms it at the desk, and Intervención finds the commitment that the load said; FACe is told."""
    acciones.conformar(actor=marta, factura_id=una.id, observaciones="", reloj=reloj)
    una.refresh_from_db()
    vista = para_intervenir(una, en=hoy(reloj))
    assert vista.propuesta is not None
    assert (vista.propuesta.operacion_id, vista.propuesta.operacion.clase) == (una.compromiso_id, "D")
    assert vista.problemas == ()
    control.intervenir_facturas(
        actor=intervencion,
        pedidas=[FacturaPorIntervenir(una.id, origen=vista.propuesta.id)],
        resultado="favorable",
        causas=(),
        texto=[],
        reloj=reloj,
    )
    una.refresh_from_db()
    registro = RegistroFace.objects.get(numero="202600077")
    assert (una.estado, registro.oficina_contable) == ("contabilizada", "LA0009983")
    assert [codigo for _paso, codigo in por_decir(registro)] == ["2400"]
    assert LineaOperacion.objects.get(id=vista.propuesta.id).saldo == 8000 - 1210


def _what_is_left_of_it_is_paid(una: Factura, reloj: RelojDePrueba) -> None:
    """Its obligation is one of the load: it is paid with it, once it is paid whole."""
    con: dict[str, Any] = {"actor": CARGA, "reloj": reloj}
    orden = LineaOperacion.objects.get(operacion__clase="P", saldo=500)
    cabecera = Cabecera(hoy(reloj), "Pago")
    presupuesto.pagar(
        **con, clase="R", cabecera=cabecera, ordinal="57102", lineas=[LineaPedida(D(500), origen=orden.id)]
    )
    vaciar_colas(colas=("general",))
    una.refresh_from_db()
    assert una.estado == "contabilizada"
    debe = LineaOperacion.objects.get(operacion=una.operacion_o_id)
    presupuesto.pagar(
        **con, clase="PR", cabecera=cabecera, ordinal="57101", lineas=[LineaPedida(D(4500), origen=debe.id)]
    )
    vaciar_colas(colas=("general",))
    una.refresh_from_db()
    assert una.estado == "pagada"


def _its_original_is_attached(una: Factura, intervencion: Actor, reloj: RelojDePrueba) -> None:
    """Once, and not that of another invoice."""
    con: dict[str, Any] = {"actor": intervencion, "factura_id": una.id, "reloj": reloj}

    def adjuntar(datos: bytes, nombre: str) -> None:
        acciones.adjuntar_original(**con, flujo=io.BytesIO(datos), nombre=nombre)

    with pytest.raises(NoEncontrado, match="sin su archivo"):
        documento_para(intervencion, una.id, reloj=reloj)
    with pytest.raises(DatosIncorrectos, match="no es esta factura"):
        adjuntar(facturae(Pedida(numero="88")), "otra.xml")
    adjuntar(un_pdf("bordillos"), "factura.pdf")
    assert documento_para(intervencion, una.id, reloj=reloj).nombre_fichero == "factura.pdf"
    with pytest.raises(FaseIncompatible, match="ya tiene"):
        adjuntar(un_pdf("otra vez"), "factura.pdf")
    assert fallas() == []


def _in_force(nif: str, nombre: str, iban: str, intervencion: Actor, reloj: RelojDePrueba) -> None:
    """Where somebody is paid here before the load."""
    fernando = escenario.empleado("fernando", reloj)
    ficha = terceros.dar_de_alta(actor=fernando, persona=PersonaEscrita(nif, razon_social=nombre), reloj=reloj)
    certificado = terceros.incorporar_documento(
        actor=fernando,
        tercero_id=ficha.id,
        flujo=io.BytesIO(un_pdf(nif)),
        nombre="certificado.pdf",
        titulo="Certificado",
        clase="titularidad",
        valido_hasta=None,
        reloj=reloj,
    )
    cuenta = terceros.anotar_cuenta(
        actor=fernando, tercero_id=ficha.id, iban=iban, bic="", documento_id=certificado.documento_id, reloj=reloj
    )
    terceros.confirmar_cuenta(actor=intervencion, cuenta_id=cuenta.id, iban=iban, reloj=reloj)


def _the_accounts_wait_for_another_person(intervencion: Actor, reloj: RelojDePrueba) -> None:
    """Nothing is paid where only one person saw to it; a second one confirms those that they choose, all or none."""
    quien = {t.persona.nif: t for t in Tercero.objects.select_related("persona")}
    proveedora = quien[PROVEEDORA]
    assert de_terceros.cuenta_en_vigor(proveedora.persona_id, en=hoy(reloj)) is None
    fernando = escenario.empleado("fernando", reloj).con_permisos("terceros.confirmar_cuenta")
    assert (de_terceros.hay_de_carga(fernando), de_terceros.hay_de_carga(intervencion)) == (False, True)
    assert de_terceros.por_confirmar(intervencion) == [], "they have a page of their own"
    esperan = de_terceros.de_carga_por_confirmar(intervencion)
    assert [(una.iban, una.titular, una.titularidad_id, vigente and vigente.iban) for una, vigente in esperan] == [
        (IBAN_UNO, "Suministros de Prueba", None, None),
        (IBAN_DOS, "Otra Sociedad, S. L.", None, "ES1020903200500041045040"),
    ], "the one that is here already is no change"
    ids = [una.id for una, _vigente in esperan]
    with pytest.raises(DatosIncorrectos) as no:
        terceros.confirmar_cuentas_de_carga(actor=fernando, cuentas=ids, reloj=reloj)
    assert len(no.value.problemas) == 2
    assert "la anotó usted" in no.value.problemas[0].mensaje
    terceros.rechazar_cuenta(actor=intervencion, cuenta_id=ids[1], motivo="Es de otra sociedad", reloj=reloj)
    with pytest.raises(DatosIncorrectos, match="ninguna"):
        terceros.confirmar_cuentas_de_carga(actor=intervencion, cuentas=ids, reloj=reloj)
    assert de_terceros.cuenta_en_vigor(proveedora.persona_id, en=hoy(reloj)) is None
    terceros.confirmar_cuentas_de_carga(actor=intervencion, cuentas=ids[:1], reloj=reloj)
    vigente = de_terceros.cuenta_en_vigor(proveedora.persona_id, en=hoy(reloj))
    assert vigente is not None
    assert (vigente.iban, vigente.confirmada_por) == (IBAN_UNO, intervencion.id)
    assert fallas() == []


@pytest.mark.django_db
def test_what_is_here_already_or_is_nowhere_is_told_all_at_once(reloj: RelojDePrueba, intervencion: Actor) -> None:
    papel = FacturaEnPapel(
        *(OBRAS, "Obras de Prueba, S. A.", "8-8", date(2026, 6, 1), "Bordillos", "1", "21", "1,21", LICENCIAS)
    )
    acciones.recibir_papel(
        actor=intervencion, papel=papel, flujo=io.BytesIO(un_pdf("papel")), nombre="factura.pdf", reloj=reloj
    )
    malas = (IBAN_UNO, "DE89370400440532013000", IBAN_DOS, "ES1", IBAN_TRES, "ES9121000418450200051332")
    with pytest.raises(DatosIncorrectos) as no:
        cargar(reloj, cuentas_de_terceros=malas)
    assert [(p.campo, p.mensaje.split(".")[0]) for p in no.value.problemas] == [
        ("cuentas_de_terceros", f"{PROVEEDORA}: Falta el BIC: la cuenta es de fuera de España"),
        ("cuentas_de_terceros", f"{OBRAS}: Ese IBAN no es correcto"),
        (
            "cuentas_de_terceros",
            f"{MINISTERIO}: Esa cuenta es del propio Ayuntamiento: pida al tercero un certificado de la suya",
        ),
    ]
    with pytest.raises(DatosIncorrectos) as otra:
        cargar(
            reloj,
            facturas_pendientes=(
                *("202600077;", "202600077;EXP-1"),
                *(f"devuelta;{VIA_PUBLICA}", "devuelta;LA0000000"),
            ),
        )
    assert [p.mensaje for p in otra.value.problemas] == [
        "2026/101: «EXP-1» no es el número de ningún expediente de aquí.",
        "2026/102: Ya está aquí: es la RCF-2026-000001. Quítela de la tabla.",
        "2026/103: No hay hoy una unidad con el código LA0000000: créela antes de cargar.",
    ]
    with pytest.raises(DatosIncorrectos, match="no cuadra") as sin:
        cargar(reloj, carga=(f"responsable;{RESPONSABLE}", "responsable;12345678Z"))
    assert "quien responde de ellas" in sin.value.problemas[0].mensaje
    assert (Asiento.objects.count(), CuentaTercero.objects.count(), Factura.objects.count()) == (0, 0, 1)


@pytest.mark.parametrize(
    ("tabla", "cambia", "dice"),
    [
        ("totales", ("facturas_remitidas;1.210,00", "facturas_remitidas;1.209,99"), "facturas_remitidas"),
        (
            "totales",
            ("numero_de_facturas;5", "numero_de_facturas;6"),
            "numero_de_facturas: el programa anterior dice 6 y se han cargado 5",
        ),
        ("totales", ("numero_de_cuentas_de_terceros;3\n", ""), "Falta el total «numero_de_cuentas_de_terceros»"),
        ("facturas_pendientes", ("300,00;15;2.120,00", "299,99;15;2.120,00"), "total de la factura 2026/102"),
        ("facturas_pendientes", ("420,00;21;", "420,00;10;"), "La base por tipo_iva no da 420,00"),
        ("facturas_pendientes", (";88;", ";F-3;"), "su obligación está en O-3"),
        ("facturas_pendientes", ("O-2;", "O-3;"), "O-3 reconoce 9.000,00 €, y sus facturas obligan a 30.000,00 €"),
        (
            "facturas_pendientes",
            (f"30.000,00;0;;0;;30.000,00;{DEBIDA}O-2", f"9.000,00;0;;0;;9.000,00;{DEBIDA}O-3"),
            "O-3 ya está pagada",
        ),
        (
            "facturas_pendientes",
            ("30.000,00;0;;0;;30.000,00;", "20.000,00;0;;0;;20.000,00;"),
            "De O-2 ya se pagaron 25.000,00 € y no se sabe",
        ),
        ("facturas_pendientes", ("A;7;2026-05-04", ";9;2025-05-04"), "no se sabe de cuál es lo que hay en la 413"),
        ("facturas_pendientes", ("AD-3;", "O-3;"), "O-3 no es un compromiso"),
        ("facturas_pendientes", ("AD-3;", "D-1;"), f"D-1 no es de {OBRAS}"),
        ("facturas_pendientes", ("AD-3;", "D-9;"), "D-9 no está en la tabla de gastos"),
        ("facturas_pendientes", ("2026-06-20;AD-3", ";AD-3"), "El día de la conformidad"),
        ("facturas_pendientes", (";1;2026-06-30;", ";1;2026-07-28;"), "posterior al de la carga"),
        ("facturas_pendientes", ("121,00;anotada;", "121,00;pagada;"), "no es un estado de lo pendiente"),
        ("facturas_pendientes", ("2026/120;", "2026/103;"), "«2026/103» está dos veces"),
        ("gastos", ("121,00;121,00;;", "99,99;99,99;;"), "en la 413 hay 99,99"),
        ("cuentas_de_terceros", (f"\n{OBRAS}", f"\n{PROVEEDORA}"), f"«{PROVEEDORA}» está dos veces"),
    ],
)
def test_one_cent_off_refuses_it_whole(tabla: str, cambia: tuple[str, str], dice: str) -> None:
    mensajes = [p.mensaje for p in problemas_de(leer(ficheros(**{tabla: cambia})), ANIO)]
    assert any(dice in mensaje for mensaje in mensajes), mensajes
    assert problemas_de(leer(ficheros()), ANIO) == []
