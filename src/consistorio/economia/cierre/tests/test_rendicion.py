"""What is said of a closed year, signed by who has to, step by step until the Court of Auditors; and a year that is opened again."""

from __future__ import annotations

import copy
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.conf import settings

from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import CampoFirma
from consistorio.documental.firma.acciones.firmar import firmar
from consistorio.documental.firma.models import PasoFirma
from consistorio.documental.firma.operaciones import pedir_firmas
from consistorio.documental.firma.tipos import PasoPedido
from consistorio.economia.cierre import acciones
from consistorio.economia.cierre.acciones.rendir import exigir_completa, exigir_liquidacion
from consistorio.economia.cierre.models import Cierre, Rendicion
from consistorio.economia.cierre.tests import escenario as anio
from consistorio.economia.cierre.tipos import Criterios
from consistorio.economia.contabilidad import datos
from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldos
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import LineaOperacion, SaldoCerrado
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.presupuesto.tipos import (
    Cabecera,
    CreditoInicial,
    LineaPedida,
    PresupuestoNuevo,
    Prevision,
)
from consistorio.economia.tesoreria import apertura
from consistorio.economia.tesoreria.acciones.ordinales import OrdinalPedido
from consistorio.economia.tesoreria.models import LineaDePago, RelacionDePagos
from consistorio.economia.tesoreria.reglas import huella_de_lineas
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion.consultas import puesto_de_organo
from consistorio.plataforma.organizacion.demostracion import codigo_actual
from consistorio.servicios.resoluciones.models import Certificado, Diligencia, Libro, Resolucion
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tests.manos import correr
from consistorio.tramitacion.expedientes.models import Expediente

D = Decimal
pytestmark = [pytest.mark.lento, pytest.mark.usefixtures("villa_que_firma", "personal_que_firma")]


def ejercicio_pequeno(reloj: RelojDePrueba) -> Cierre:
    """2025, with an obligation of 1,000 that is not paid and a right of 900 that is not collected; closed."""
    quien = anio.INTERVENCION
    datos.cargar_plan(reloj=reloj)
    abrir_ejercicio(actor=quien, anio=2025, reloj=reloj)
    nuevo = PresupuestoNuevo(
        2025, date(2024, 12, 20), (CreditoInicial("920.22000", D(5000)),), (Prevision("11300", D(5000)),)
    )
    presupuesto.aprobar_presupuesto(
        actor=quien, nuevo=nuevo, reglas=(), fecha=date(2025, 1, 1), texto="Presupuesto", reloj=reloj
    )
    cabecera = Cabecera(date(2025, 5, 5), "Papel", varios=True)
    presupuesto.gastar(
        actor=quien, clase="ADO", cabecera=cabecera, lineas=[LineaPedida(D(1000), "920.22000")], reloj=reloj
    )
    presupuesto.reconocer(
        actor=quien, clase="DR", cabecera=cabecera, lineas=[LineaPedida(D(900), "11300")], reloj=reloj
    )
    return acciones.cerrar_ejercicio(actor=quien, anio=2025, criterios=Criterios(habitantes=1000), reloj=reloj)


def escribir(quien: Actor, nota: int, texto: str, reloj: RelojDePrueba, *, tabla: str = "", version: int = 0) -> None:
    acciones.escribir_nota(actor=quien, anio=2025, nota=nota, texto=texto, tabla=tabla, version=version, reloj=reloj)


def exige_las_obligadas(quien: Actor, reloj: RelojDePrueba) -> None:
    """The Cuenta General is not formed without the notes that no accounts go without; then they are typed."""
    with pytest.raises(Conflicto, match="no se puede formar") as faltan:
        acciones.formar(actor=quien, anio=2025, clase="cuenta_general", reloj=reloj)
    dichos = [problema.mensaje[:24] for problema in faltan.value.problemas]
    assert dichos == [f"Falta escribir la nota {n}" for n in (1, 3, 4)]
    for nota in (1, 3, 4):
        escribir(quien, nota, "Lo que hay que decir.\n\nY otro párrafo.", reloj)


def firman(usuario: str, documento: Documento, reloj: RelojDePrueba) -> None:
    paso = PasoFirma.objects.filter(circuito__documento=documento, estado="pendiente").order_by("numero")[0]
    hecho = firmar(
        actor=escenario.empleado(usuario, reloj),
        paso_ids=[paso.id],
        segundo_factor=codigo_actual(usuario),
        reloj=reloj,
    )
    assert hecho.fallidos == ()
    correr()


def papel(reloj: RelojDePrueba, tipo: str = "TD01", *, firmado: bool = False) -> Documento:
    """A document of that kind, of no book, that the presidency signed or not."""
    puesto = puesto_de_organo("alcaldia")
    documento = crear_desde_plantilla(
        "cuentas",
        {"titulo": "Abrir 2025", "periodo": "2025", "norma": "-", "cuadros": []},
        titulo="Abrir otra vez 2025",
        tipo_documental=tipo,
        organo=str(settings.CONSISTORIO_ENTIDAD["dir3"]),
        nombre="acto.pdf",
        firmas=[CampoFirma("firma_acto", puesto.nombre)],
        actor=anio.INTERVENCION,
        reloj=reloj,
    )
    if firmado:
        pedidos = [PasoPedido(puesto, "firma_acto")]
        pedir_firmas(documento, pedidos, referencia="prueba", actor=anio.INTERVENCION, reloj=reloj)
        firman("isabel", documento, reloj)
    return documento


def acto(reloj: RelojDePrueba, **cambios: object) -> Resolucion:
    """A resolution of the presidency in its book, signed a minute after whatever was done before."""
    reloj.avanzar(minutes=1)
    libro, _nuevo = Libro.objects.get_or_create(
        codigo="resoluciones", anio=2026, defaults={"abierto_el": reloj.ahora()}
    )
    dada: dict[str, object] = {
        "expediente": Expediente.objects.first() or escenario.caso(reloj),
        "asunto": "Abrir otra vez 2025",
        "sentido": "estima",
        "fin_de_via": True,
        "organo": "alcaldia",
        "organo_texto": "Alcaldía",
        "firmante_puesto": puesto_de_organo("alcaldia"),
        "propuesta_por": anio.INTERVENCION.id,
        "estado": "firmada",
        "libro": libro,
        "numero": 1 + Resolucion.objects.count(),
        "elevada_el": reloj.ahora(),
        "documento": papel(reloj),
        "firmada_el": reloj.ahora(),
    }
    return Resolucion.objects.create(**(dada | cambios))


def _certificado(de: Resolucion, reloj: RelojDePrueba, *, firmado: bool = True) -> UUID:
    documento = papel(reloj, "TD11")
    Certificado.objects.create(
        resolucion=de, documento=documento, finalidad="Abrirlo", pedido_el=reloj.ahora(),
        pedido_por=anio.INTERVENCION.id, firmado_el=reloj.ahora() if firmado else None,
    )  # fmt: skip
    return documento.id


def _no_lo_decide_cualquier_papel(cierre: Cierre, liquidacion: Documento, reloj: RelojDePrueba) -> None:
    """A year is opened by an act of the books, of who may decide it and later than its closing: not by any paper with a signature, as its own settlement or a list of payments."""
    nula, caducada, buena = acto(reloj), acto(reloj), acto(reloj)
    for cual, clase in ((nula, "nulidad"), (caducada, "caducada")):
        assert cual.libro is not None
        Diligencia.objects.create(
            libro=cual.libro, clase=clase, resolucion=cual, texto="-", momento=reloj.ahora(),
            extendida_por=anio.INTERVENCION.id,
        )  # fmt: skip
    for cual_papel, dicho in (
        (liquidacion.id, "no es una resolución"),
        (papel(reloj, firmado=True).id, "no es una resolución"),
        (_certificado(buena, reloj, firmado=False), "no es una resolución"),
        (acto(reloj, organo="concejalia-urbanismo").documento_id, "quien puede"),
        (_certificado(acto(reloj, organo="concejalia-urbanismo"), reloj), "quien puede"),
        (acto(reloj, estado="en_firma", firmada_el=None).documento_id, "Elija el acuerdo firmado"),
        (acto(reloj, estado="anulada").documento_id, "se anuló"),
        (nula.documento_id, "se anuló"),
        (caducada.documento_id, "se anuló"),
        (acto(reloj, sentido="deniega").documento_id, "no concede"),
        (acto(reloj, firmada_el=cierre.cerrado_el).documento_id, "antes de cerrar"),
    ):
        assert cual_papel is not None
        with pytest.raises(DatosIncorrectos) as error:
            acciones.reabrir_ejercicio(
                actor=anio.INTERVENCION, anio=2025, documento_id=cual_papel, motivo="Porque sí.", reloj=reloj
            )
        assert [(p.campo, dicho in p.mensaje) for p in error.value.problemas] == [("documento", True)], dicho
    assert Ejercicio.objects.get(anio=2025).estado == Ejercicio.Estado.CERRADO


def _en_una_relacion(deuda: SaldoCerrado, reloj: RelojDePrueba) -> None:
    """It waits in a list of payments."""
    pedido = OrdinalPedido("1", "Cuenta general", "operativa", "57101", date(2026, 1, 1), "ES9121000418450200051332")
    relacion = RelacionDePagos.objects.create(
        ejercicio_id=2026,
        numero=1,
        ordinal=apertura.abrir(actor=anio.INTERVENCION.con_permisos("tesoreria.ordinal"), pedido=pedido, reloj=reloj),
        fecha=date(2026, 1, 20),
        importe=D(1000),
        liquido=D(0),
        huella=huella_de_lineas([("C-1", "Alguien", "", D(0))]),
        preparada_el=reloj.ahora(),
        preparada_por=anio.INTERVENCION.id,
    )
    LineaDePago.objects.create(
        relacion=relacion, orden=1, cerrado=deuda, persona=Persona.objects.order_by("id")[0], nombre="Alguien",
        referencia="C-1", concepto="Papel", importe=D(1000), liquido=D(0), descuentos=[],
    )  # fmt: skip


def _sin_memoria_ni_cuadre(cierre: Cierre) -> None:
    sin_memoria = {clave: valor for clave, valor in cierre.cuentas.items() if clave != "memoria"}
    with pytest.raises(Conflicto, match="sin las tablas de la memoria"):
        exigir_completa(Cierre(ejercicio_id=2025, cuentas=sin_memoria))
    otro = copy.deepcopy(cierre.cuentas)
    otro["remanente_tesoreria"]["derechos_corrientes"] = "899.99"
    with pytest.raises(Conflicto, match="liquidación no se puede formar") as error:
        exigir_liquidacion(Cierre(ejercicio_id=2025, cuentas=otro))
    assert "Lo pendiente de cobro en la liquidación" in error.value.problemas[0].mensaje


def test_the_way_of_the_settlement_and_of_the_cuenta_general(reloj: RelojDePrueba) -> None:
    antes = ejercicio_pequeno(reloj)
    teresa = escenario.empleado("teresa", reloj)
    hoy = reloj.momento.date()
    por: UUID | None = None

    def paso(rendicion: Rendicion, codigo: str, fecha: date = hoy) -> None:
        acciones.anotar_paso(
            actor=teresa,
            rendicion_id=rendicion.id,
            paso=codigo,
            fecha=fecha,
            documento_id=por,
            nota="",
            reloj=reloj,
        )

    def reabrir(motivo: str) -> None:
        assert por is not None
        acciones.reabrir_ejercicio(actor=anio.INTERVENCION, anio=2025, documento_id=por, motivo=motivo, reloj=reloj)

    # One that was closed before there was a memoria, and one whose settlement and remnant are not the same, are not said
    _sin_memoria_ni_cuadre(antes)
    with pytest.raises(Conflicto, match="aprobar la liquidación"):
        acciones.formar(actor=teresa, anio=2025, clase="cuenta_general", reloj=reloj)
    primera = acciones.formar(actor=teresa, anio=2025, clase="liquidacion", reloj=reloj)
    with pytest.raises(Conflicto, match="firmada"):
        paso(primera, "informe")
    firman("teresa", primera.documento, reloj)
    primera.refresh_from_db()
    assert primera.estado == Rendicion.Estado.FIRMADA
    por = primera.documento_id
    with pytest.raises(DatosIncorrectos) as error:
        paso(primera, "pleno")
    assert "informe de intervención" in error.value.problemas[0].mensaje
    for codigo in ("informe", "aprobacion"):
        paso(primera, codigo)
    exige_las_obligadas(teresa, reloj)
    sin_terminar = acciones.formar(actor=teresa, anio=2025, clase="cuenta_general", reloj=reloj)
    with pytest.raises(Conflicto, match="ya está formada"):
        escribir(teresa, 2, "Tarde", reloj)
    firman("teresa", sin_terminar.documento, reloj)

    # Opened again by a signed act: as if it had not been closed, but for what says that it was
    with pytest.raises(DatosIncorrectos) as error:
        acciones.reabrir_ejercicio(actor=anio.INTERVENCION, anio=2025, documento_id=teresa.id, motivo=" ", reloj=reloj)
    assert {problema.campo for problema in error.value.problemas} == {"motivo", "documento"}
    _no_lo_decide_cualquier_papel(antes, primera.documento, reloj)
    decreto = acto(reloj)
    por = decreto.documento_id
    reabrir("Faltaba una factura.")
    assert Ejercicio.objects.get(anio=2025).estado == Ejercicio.Estado.ABIERTO
    assert saldos(2025)["4000"].neto == D(-1000)
    assert not any(saldo.neto for saldo in saldos(2026).values())
    assert not SaldoCerrado.objects.filter(ejercicio=2026, vigente=True).exists()
    # What waited to be signed waits no more, and what was signed goes no further
    assert not PasoFirma.objects.filter(circuito__documento=sin_terminar.documento, estado="pendiente").exists()
    assert Rendicion.objects.get(id=sin_terminar.id).estado == Rendicion.Estado.DEVUELTA
    with pytest.raises(Conflicto, match="volvió a abrir"):
        paso(primera, "pleno")

    otra = acciones.cerrar_ejercicio(
        actor=anio.INTERVENCION, anio=2025, criterios=Criterios(habitantes=1000), reloj=reloj
    )
    assert otra.cuentas == antes.cuentas
    assert comprobar(2025) == comprobar(2026) == []
    assert [una for una in fallas() if not una[0].startswith("resoluciones_")] == [], (
        "but for the book, written here by hand"
    )

    # While something of what it left waits in a list, it stays closed; what was paid of it does not stop it
    for otra_vez in (decreto.documento_id, _certificado(decreto, reloj)):
        por = otra_vez
        with pytest.raises(DatosIncorrectos) as error:
            reabrir("Por el mismo acuerdo.")
        assert "ya se abrió" in error.value.problemas[0].mensaje
    por = _certificado(acto(reloj, organo="pleno"), reloj)
    deuda = SaldoCerrado.objects.get(ejercicio=2026, vigente=True, clase="obligacion")
    assert deuda.linea_origen_id is not None
    assert LineaOperacion.objects.get(id=deuda.linea_origen_id).operacion.ejercicio_id == 2025
    _en_una_relacion(deuda, reloj)
    with pytest.raises(Conflicto, match="sin pagar todavía: 2026/1") as conflicto:
        reabrir("Hay un pago en camino.")
    assert "retírelas" in conflicto.value.que_hacer
    LineaDePago.objects.update(viva=False, estado="retirada")
    presupuesto.pagar_cerrados(
        actor=anio.INTERVENCION,
        cabecera=Cabecera(date(2026, 1, 20), "Pago", varios=True),
        lineas=[LineaPedida(D(1000), cerrado=deuda.id)],
        ordinal="57101",
        reloj=reloj,
    )
    reabrir("Faltaba otra factura.")
    deuda.refresh_from_db()
    assert (deuda.vigente, deuda.pendiente) == (True, D(0)), "what was paid of it stays paid where it was"
    assert comprobar(2025) == comprobar(2026) == []
    de_nuevo = acciones.cerrar_ejercicio(
        actor=anio.INTERVENCION, anio=2025, criterios=Criterios(habitantes=1000), reloj=reloj
    )
    assert de_nuevo.cuentas == antes.cuentas
    assert SaldoCerrado.objects.get(ejercicio=2026, vigente=True, clase="obligacion") == deuda
    assert comprobar(2025) == comprobar(2026) == []

    liquidacion = acciones.formar(actor=teresa, anio=2025, clase="liquidacion", reloj=reloj)
    firman("teresa", liquidacion.documento, reloj)
    for codigo in ("informe", "aprobacion", "pleno", "remision"):
        paso(liquidacion, codigo)
    with pytest.raises(DatosIncorrectos):
        paso(liquidacion, "remision")
    cuenta = acciones.formar(actor=teresa, anio=2025, clase="cuenta_general", reloj=reloj)
    firman("teresa", cuenta.documento, reloj)
    assert Rendicion.objects.get(id=cuenta.id).estado == Rendicion.Estado.EN_FIRMA, "the presidency has to sign too"
    firman("isabel", cuenta.documento, reloj)
    for codigo in ("comision", "exposicion"):
        paso(cuenta, codigo)
    with pytest.raises(DatosIncorrectos, match="no se ha anotado") as error:
        paso(cuenta, "aprobacion")
    assert "exposición al público termina" in error.value.problemas[0].mensaje
    reloj.avanzar(days=25)
    paso(cuenta, "aprobacion", reloj.momento.date())
    with documentos.abrir(Documento.objects.get(id=cuenta.documento_id)) as pdf:
        assert pdf.read(5) == b"%PDF-"
    por = acto(reloj).documento_id
    with pytest.raises(Conflicto, match="ya está aprobada"):
        reabrir("Aprobada ya.")
