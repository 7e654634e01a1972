"""An invoice from its entry to its payment, and all that may be wrong with it."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from consistorio.cli.datos_demo.facturae import CENTROS, Pedida, factura
from consistorio.documental.documentos import operaciones as documentos
from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.firma.validacion import Criterio
from consistorio.documental.registro.operaciones import adjunto_de
from consistorio.documental.registro.tests import factories as asientos
from consistorio.economia.facturas import acciones, consultas, operaciones
from consistorio.economia.facturas.acceso import documento_para, factura_para
from consistorio.economia.facturas.acciones.recibir import FacturaEnPapel
from consistorio.economia.facturas.cotejos import numeros_seguidos
from consistorio.economia.facturas.firma import juzgar
from consistorio.economia.facturas.models import Entrega, Factura, LibroFacturas
from consistorio.economia.facturas.tests.escena import Informe, codigos, corregir, firmar, gasto, llega, pagar
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.terceros import consultas as terceros
from consistorio.economia.terceros.operaciones import ficha_de
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import RelojSistema, hoy
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.auditoria.filas import filas_avaladas
from consistorio.plataforma.auditoria.models import Acceso, Evento
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.operaciones import persona_por_documento
from consistorio.plataforma.organizacion.acciones.sustituciones import designar_suplencia
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.plataforma.organizacion.models import Puesto
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.tests.factories import un_pdf

pytestmark = pytest.mark.django_db


def _of_another_program(otra: Factura, marta: Actor, intervencion: Actor, reloj: RelojDePrueba) -> None:
    """Only what other accounts pay is noted by hand."""
    antes = transaction.savepoint()
    acciones.conformar(actor=marta, factura_id=otra.id, observaciones="", reloj=reloj)
    with transaction.atomic():
        operaciones.marcar_contabilizada(otra.id, operacion_id=uuid4(), actor=intervencion, reloj=reloj)
    with pytest.raises(DatosIncorrectos, match="anterior"):
        acciones.pagada(
            actor=intervencion, factura_id=otra.id, pagada_el=reloj.ahora() - timedelta(days=365), reloj=reloj
        )
    assert (
        acciones.pagada(actor=intervencion, factura_id=otra.id, pagada_el=reloj.ahora(), reloj=reloj).estado == "pagada"
    )
    transaction.savepoint_rollback(antes)


@pytest.mark.usefixtures("cuentas")
def test_from_its_entry_to_its_payment(
    casa_que_firma: Servidor, reloj: RelojDePrueba, intervencion: Actor, marta: Actor
) -> None:
    expediente = escenario.caso(reloj)
    pedida = Pedida(irpf="15.00", expediente=expediente.numero)
    datos = firmar(factura(pedida, mas=[Pedida(numero="F-2", base="10.10")]), casa_que_firma)
    una, otra = llega(datos, intervencion, reloj)
    assert [f.codigo for f in (una, otra)] == ["RCF-2026-000001", "RCF-2026-000002"]
    assert (una.total, una.retenido, una.a_pagar, una.concepto) == (
        Decimal("1060.00"),
        Decimal("150.00"),
        Decimal("1060.00"),
        "Sillas para la biblioteca",
    )
    assert (una.expediente_id, una.iban, una.emisor_nif) == (expediente.id, "ES6621000418401234567891", "B99999997")
    assert una.emisor is not None
    assert terceros.de_persona(una.emisor.persona_id) == una.emisor
    assert (codigos(una), una.motivo_propuesto, una.entrega.firma) == (["aviso"], "", "VALIDA"), una.problemas
    assert "cuenta" in una.problemas[0]["mensaje"]
    assert (una.estado, una.estado_face) == ("remitida", "1300")
    assert [(i.codigo, i.cuota, i.retenido) for i in una.impuestos.order_by("orden")] == [
        ("01", Decimal("210.00"), False),
        ("04", Decimal("150.00"), True),
    ]
    assert [f.id for f in llega(datos, intervencion, reloj)] == [una.id, otra.id], "the same file is the same delivery"

    reloj.avanzar(days=4)
    marta, tesoreria = escenario.empleado("marta", reloj), escenario.empleado("fernando", reloj)
    assert [c.factura.id for c in consultas.por_conformar(marta, en=hoy(reloj))] == [una.id, otra.id]
    with pytest.raises(NoPermitido):
        acciones.conformar(actor=intervencion, factura_id=una.id, observaciones="", reloj=reloj)
    acciones.conformar(actor=marta, factura_id=una.id, observaciones="Faltaba una silla; ya está.", reloj=reloj)
    with pytest.raises(FaseIncompatible):
        acciones.conformar(actor=marta, factura_id=una.id, observaciones="", reloj=reloj)
    paso = una.pasos.get(clase="conformada")
    assert (paso.dado_por, paso.texto, paso.cargo) == (marta.id, "Faltaba una silla; ya está.", "Jefatura de Licencias")

    with pytest.raises(FaseIncompatible):
        acciones.contabilizar(actor=intervencion, factura_id=otra.id, operacion_id=uuid4(), reloj=reloj)
    debe = gasto(una.emisor.persona_id, "1210", reloj)  # what is withheld is owed too
    operacion = debe.id
    acciones.contabilizar(actor=intervencion, factura_id=una.id, operacion_id=operacion, reloj=reloj)
    acciones.contabilizar(actor=intervencion, factura_id=una.id, operacion_id=operacion, reloj=reloj)
    with pytest.raises(Conflicto):
        acciones.contabilizar(actor=intervencion, factura_id=una.id, operacion_id=uuid4(), reloj=reloj)
    with pytest.raises(NoPermitido):
        acciones.pagada(actor=tesoreria, factura_id=una.id, pagada_el=reloj.ahora(), reloj=reloj)
    with pytest.raises(FaseIncompatible, match="está en estas cuentas") as no:
        acciones.pagada(actor=intervencion, factura_id=una.id, pagada_el=reloj.ahora(), reloj=reloj)
    assert "relación de pagos" in no.value.que_hacer
    una.refresh_from_db()
    assert una.estado == "contabilizada", "nobody says that it is paid while its obligation is owed"
    _of_another_program(otra, marta, intervencion, reloj)
    pagar(debe, reloj)
    reloj.avanzar(minutes=5)  # jobs live in the town's time, which runs
    una.refresh_from_db()
    assert (una.estado, una.estado_face, una.operacion_o_id) == ("pagada", "2500", operacion)
    with transaction.atomic():
        operaciones.desmarcar_pagada(una.id, actor=intervencion, reloj=reloj)
        operaciones.desmarcar_contabilizada(una.id, operacion_id=operacion, actor=intervencion, reloj=reloj)
    una.refresh_from_db()
    assert (una.estado, una.operacion_o_id, una.pagada_el) == ("conformada", None, None)

    hechos = Evento.objects.filter(cadena=una.cadena).order_by("seq").values_list("tipo", flat=True)
    assert [h.rsplit(".", 1)[1] for h in hechos] == [
        *("anotada", "remitida", "conformada", "contabilizada", "en_firma", "pagada", "impagada", "descontabilizada")
    ]
    informe = Informe()
    filas_avaladas("default", informe)
    numeros_seguidos("default", informe)
    assert informe.fallos == []
    for orden in (
        f"UPDATE facturas_factura SET total = 1 WHERE id = '{una.id}'",
        f"DELETE FROM facturas_factura WHERE id = '{una.id}'",
        f"UPDATE facturas_pasofactura SET texto = 'otro' WHERE id = '{paso.id}'",
        f"UPDATE facturas_factura SET estado = 'pagada' WHERE id = '{una.id}'",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(orden)
    assert consultas.buscar(marta, "rcf-2026-000001", en=hoy(reloj)) == [una]
    assert consultas.buscar(intervencion, "b-99999997", en=hoy(reloj)) == [otra, una]
    assert consultas.buscar(escenario.empleado("ines", reloj), "F-1", en=hoy(reloj)) == []
    with transaction.atomic():
        LibroFacturas.objects.update(ultimo=3)
        Factura.objects.filter(id=una.id).update(estado="anotada")
        informe = Informe()
        numeros_seguidos("default", informe)
        assert informe.fallos == ["facturas_factura 2026: hay 2 facturas y el libro va por la 3"]
        informe = Informe()
        filas_avaladas("default", informe)
        assert [f.split()[0] for f in informe.fallos] == ["facturas_factura"]


@pytest.mark.usefixtures("cuentas")
def test_its_obligation_is_of_its_supplier_with_enough_left_and_falls_with_its_operation(
    casa_que_firma: Servidor, reloj: RelojDePrueba, intervencion: Actor, marta: Actor
) -> None:
    datos = firmar(factura(Pedida(), mas=[Pedida(numero="F-2", base="100.00")]), casa_que_firma)
    una, otra = llega(datos, intervencion, reloj)
    assert una.emisor is not None
    quien = una.emisor.persona_id
    for cual in (una, otra):
        acciones.conformar(actor=marta, factura_id=cual.id, observaciones="", reloj=reloj)

    def anotar(cual: Factura, operacion: Operacion) -> Factura:
        return acciones.contabilizar(actor=intervencion, factura_id=cual.id, operacion_id=operacion.id, reloj=reloj)

    solo_a = gasto(quien, "100", reloj, "A")
    with pytest.raises(DatosIncorrectos) as error:
        anotar(una, solo_a)
    assert "no reconoce" in error.value.problemas[0].mensaje
    with pytest.raises(DatosIncorrectos) as error:
        anotar(una, gasto(Persona.objects.exclude(id=quien).order_by("id")[0].id, "100", reloj))
    assert [p.mensaje.split(",")[0] for p in error.value.problemas] == [
        "Esa operación reconoce la obligación a otro tercero.",
        "A esa operación le quedan 100",
    ]

    de_las_dos = gasto(quien, "1331", reloj)
    anotar(una, de_las_dos)
    corregir(de_las_dos, "1", reloj)
    with pytest.raises(DatosIncorrectos) as error:
        anotar(otra, de_las_dos)
    assert "le quedan 120,00" in error.value.problemas[0].mensaje
    manos.correr()
    una.refresh_from_db()
    assert una.estado == "contabilizada", "what is left still covers it"
    anotar(otra, gasto(None, "121", reloj))
    corregir(de_las_dos, "121", reloj)
    manos.correr()
    una.refresh_from_db()
    otra.refresh_from_db()
    assert [(f.estado, f.operacion_o_id is None) for f in (una, otra)] == [
        ("conformada", True),
        ("contabilizada", False),
    ]
    assert una.pasos.filter(clase="descontabilizada").count() == 1
    assert otra.pasos.filter(clase="descontabilizada").count() == 0


def test_whatever_is_wrong_it_is_noted_and_told(
    casa_que_firma: Servidor, reloj: RelojDePrueba, intervencion: Actor
) -> None:
    buena = factura(Pedida())
    firmada_bien = firmar(buena, casa_que_firma)
    [rota] = llega(firmada_bien.replace(b"Sillas", b"Mesas "), intervencion, reloj)
    assert (codigos(rota), rota.motivo_propuesto, rota.entrega.firma) == (["aviso", "firma"], "firma", "NO VALIDA")
    [caducada] = llega(
        firmar(factura(Pedida(numero="F-9")), casa_que_firma, "ciudadania/caducado"), intervencion, reloj
    )
    assert (codigos(caducada), caducada.entrega.firma) == (["aviso"], "INDETERMINADA")
    assert "caducó" in caducada.entrega.firma_dice
    [de_otra] = llega(
        firmar(factura(Pedida(numero="F-11")), casa_que_firma, "ciudadania/12345678Z"), intervencion, reloj
    )
    assert (codigos(de_otra), de_otra.entrega.firma) == (["aviso"], "VALIDA")
    assert "no es quien la expide" in de_otra.problemas[0]["mensaje"]
    [sin_firma] = llega(factura(Pedida(numero="F-10")), intervencion, reloj)
    assert (codigos(sin_firma), sin_firma.entrega.firma) == (["aviso", "firma"], "")
    desconocida = juzgar(firmada_bien, Criterio(Confianza(()), RelojSistema().ahora(), None))
    assert (desconocida.veredicto, desconocida.lleva) == ("INDETERMINADA", True)

    mala = Pedida(
        numero="F-3",
        total="1210.01",
        receptor="B99999997",
        emisor="B12345678",
        fecha="2027-01-01",
        centros=(("01", "LA0009983"), ("03", "XX0000000")),
    )
    [todo_mal] = llega(firmar(factura(mala), casa_que_firma), intervencion, reloj)
    assert codigos(todo_mal) == ["aviso", "centros", "contenido", "destinatario", "emisor", "importes"]
    assert (todo_mal.estado, todo_mal.unidad, todo_mal.emisor, todo_mal.motivo_propuesto) == (
        "anotada",
        None,
        None,
        "destinatario",
    )
    assert {p["donde"] for p in todo_mal.problemas if p["codigo"] == "centros"} == {
        "el órgano gestor",
        "la unidad tramitadora",
    }
    sin_fecha = factura(Pedida(numero="F-4")).replace(b"<IssueDate>2026-09-01</IssueDate>", b"")
    [incompleta] = llega(firmar(sin_fecha, casa_que_firma), intervencion, reloj)
    assert ("formato" in codigos(incompleta), incompleta.fecha, incompleta.motivo_propuesto) == (True, None, "formato")


def test_twice_the_same_assigned_from_abroad_and_what_cannot_be_read(
    casa_que_firma: Servidor, reloj: RelojDePrueba, intervencion: Actor
) -> None:
    [primera] = llega(firmar(factura(Pedida(numero="F-5")), casa_que_firma), intervencion, reloj)
    [repetida] = llega(firmar(factura(Pedida(numero="F-5", concepto="Otra vez")), casa_que_firma), intervencion, reloj)
    assert (repetida.duplicada_de_id, repetida.motivo_propuesto) == (primera.id, "duplicada")
    [distinta] = llega(firmar(factura(Pedida(numero="F-5", base="1000.01")), casa_que_firma), intervencion, reloj)
    assert distinta.duplicada_de_id is None
    [cedida] = llega(firmar(factura(Pedida(numero="F-6", cesionario="A28000032")), casa_que_firma), intervencion, reloj)
    assert (cedida.cesionario_nif, cedida.cesionario_nombre) == ("A28000032", "Banco de Ejemplo, S. A.")

    extranjera = Pedida(numero="F-7", centros=(*CENTROS[:2], ("03", "LA0009973")))
    factura_alemana = factura(extranjera).replace(b"B99999997</Tax", b"DE123456789</Tax")
    factura_alemana = factura_alemana.replace(b"Code>R<", b"Code>U<", 1)
    [alemana] = llega(firmar(factura_alemana, casa_que_firma), intervencion, reloj)
    assert (alemana.emisor, alemana.emisor_nif, alemana.motivo_propuesto) == (None, "DE123456789", "")
    alcaldia = escenario.empleado("isabel", reloj)  # nobody heads Cultura
    with pytest.raises(DatosIncorrectos, match="a quién"):
        acciones.conformar(actor=alcaldia, factura_id=alemana.id, observaciones="", reloj=reloj)
    ficha = primera.emisor
    assert ficha is not None
    acciones.identificar_emisor(actor=intervencion, factura_id=alemana.id, tercero_id=ficha.id, reloj=reloj)
    with pytest.raises(FaseIncompatible):
        acciones.identificar_emisor(actor=intervencion, factura_id=alemana.id, tercero_id=ficha.id, reloj=reloj)
    with transaction.atomic():
        suya = persona_por_documento("fiscal", "DE", "123456789", nombre="Muster GmbH", actor=intervencion, reloj=reloj)
        de_alta = ficha_de(suya.id, actor=intervencion, reloj=reloj)
    [segunda] = llega(firmar(factura_alemana.replace(b"F-7", b"F-8"), casa_que_firma), intervencion, reloj)
    assert segunda.emisor == de_alta
    austriaca = factura_alemana.replace(b"F-7", b"F-9").replace(b"DE123456789", b"AT123456789")
    [ajena] = llega(firmar(austriaca, casa_que_firma), intervencion, reloj)
    assert ajena.emisor is None, "the same figures in another country are of somebody else"
    acciones.conformar(actor=alcaldia, factura_id=alemana.id, observaciones="", reloj=reloj)
    assert alemana.pasos.get(clase="conformada").cargo == "Alcaldía"

    enorme = factura(Pedida(numero="F-12", concepto="x" * 3000, serie="s" * 90)).replace(b"1210.00", b"9" * 13 + b".99")
    enorme = enorme.replace(b"<Quantity>1.0", b"<Quantity>1e13").replace(
        b"<TaxRate>21.00", b"<TaxRate>" + b"9" * 30 + b".00"
    )
    [rara] = llega(firmar(enorme, casa_que_firma), intervencion, reloj)
    assert (rara.total, codigos(rara)) == (None, ["aviso", "contenido", "formato", "importes"])

    antes = Factura.objects.count()
    for nada in (b"", b"%PDF-1.7", b"<a/>", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'):
        with pytest.raises(DatosIncorrectos, match="No se puede leer"):
            llega(nada, intervencion, reloj)
    assert Factura.objects.count() == antes
    numeros = list(Factura.objects.order_by("numero").values_list("numero", flat=True))
    assert numeros == list(range(1, antes + 1))


def test_on_paper(reloj: RelojDePrueba) -> None:
    oficina = escenario.empleado("rosa", reloj)
    with transaction.atomic():
        asiento = asientos.asentar("factura-1", reloj=reloj)
    reloj.avanzar(days=2)
    oficina = escenario.empleado("rosa", reloj)
    papel = FacturaEnPapel(
        emisor_nif="12345678z",
        emisor_nombre="Ana",
        emisor_apellido1="García",
        numero="7",
        fecha=date(2026, 8, 30),
        concepto="Charla en el colegio",
        base="300",
        iva="21",
        irpf="15",
        total="318,00",
        unidad="la0009986",
    )
    una = acciones.recibir_papel(
        actor=oficina,
        papel=papel,
        flujo=io.BytesIO(un_pdf("factura 7")),
        nombre="7.pdf",
        asiento_id=asiento.id,
        reloj=reloj,
    )
    assert (una.codigo, una.estado, una.total, codigos(una)) == ("RCF-2026-000001", "remitida", Decimal("318.00"), [])
    assert (una.entrada_el, una.entrega.canal, una.entrega.asiento_id) == (asiento.presentado_el, "papel", asiento.id)
    empresa = FacturaEnPapel("B99999997", "Reformas", "8", date(2026, 8, 30), "Obra", "100", "21", "120,99", "NADA")
    mala = acciones.recibir_papel(
        actor=oficina, papel=empresa, flujo=io.BytesIO(un_pdf("factura 8")), nombre="8.pdf", reloj=reloj
    )
    assert (mala.estado, codigos(mala)) == ("anotada", ["centros", "formato"])
    with pytest.raises(DatosIncorrectos) as error:
        acciones.recibir_papel(
            actor=oficina,
            papel=FacturaEnPapel("", "", "", None, "", "x", "y", "z", ""),
            flujo=io.BytesIO(un_pdf("x")),
            nombre="x.pdf",
            reloj=reloj,
        )
    assert [p.campo for p in error.value.problemas] == ["base", "iva", "total"]
    assert Entrega.objects.count() == 2


def test_a_file_that_came_through_the_registry(reloj: RelojDePrueba, casa_que_firma: Servidor) -> None:
    datos = firmar(factura(Pedida()), casa_que_firma)
    with transaction.atomic():
        presentado = documentos.incorporar(
            guardar_bytes(datos),
            titulo="Factura",
            nombre="factura.xml",
            tipo_documental="TD19",
            origen_administracion=False,
            organo="L01999998",
            actor=asientos.OFICINA,
            reloj=reloj,
        )
        con_archivo = asientos.asentar("factura-2", reloj=reloj, documentos=[adjunto_de(presentado, principal=True)])
    reloj.avanzar(days=3)
    [electronica] = acciones.recibir(
        actor=escenario.empleado("rosa", reloj),
        flujo=io.BytesIO(datos),
        nombre="factura.xml",
        canal="registro",
        asiento_id=con_archivo.id,
        reloj=reloj,
    )
    assert (electronica.entrega.documento_id, electronica.entrada_el) == (presentado.id, con_archivo.presentado_el)
    with pytest.raises(NoEncontrado):
        acciones.recibir(
            actor=escenario.empleado("ines", reloj).con_permisos("facturas.registrar"),
            flujo=io.BytesIO(firmar(factura(Pedida(numero="F-2")), casa_que_firma)),
            nombre="factura.xml",
            canal="registro",
            asiento_id=con_archivo.id,
            reloj=reloj,
        )


def test_who_answers_for_a_unit_and_what_they_may_do(
    casa_que_firma: Servidor, reloj: RelojDePrueba, intervencion: Actor, marta: Actor
) -> None:
    una, otra, tercera = (
        llega(firmar(factura(Pedida(numero=f"F-{n}")), casa_que_firma), intervencion, reloj)[0] for n in range(3)
    )
    ajeno, nuria = escenario.empleado("ines", reloj), escenario.empleado("nuria", reloj)
    with pytest.raises(NoEncontrado):
        factura_para(ajeno, una.id, motivo="Ver", reloj=reloj)
    with pytest.raises(NoPermitido):
        acciones.conformar(actor=nuria, factura_id=una.id, observaciones="", reloj=reloj)
    assert documento_para(marta, una.id, reloj=reloj).id == una.entrega.documento_id
    accesos = Acceso.objects.filter(que="factura", objeto_id=str(una.id)).values_list("actor_id", "resultado")
    assert set(accesos) == {(ajeno.id, "denegado"), (marta.id, "permitido")}

    with pytest.raises(DatosIncorrectos):
        acciones.devolver(actor=marta, factura_id=una.id, texto=" ", reloj=reloj)
    acciones.devolver(actor=marta, factura_id=una.id, texto="Es de Vía Pública", reloj=reloj)
    una.refresh_from_db()
    assert (una.estado, una.unidad_id) == ("anotada", None)
    via_publica = unidad_por_dir3("LA0009988", en=hoy(reloj))
    with pytest.raises(DatosIncorrectos):
        acciones.remitir(actor=intervencion, factura_id=una.id, unidad_id=uuid4(), reloj=reloj)
    acciones.remitir(actor=intervencion, factura_id=una.id, unidad_id=via_publica.id, reloj=reloj)
    designar_suplencia(
        actor=escenario.empleado("javier", reloj),
        puesto_id=Puesto.objects.get(codigo="jefatura-via-publica").id,
        suplente_id=marta.id,
        desde=hoy(reloj),
        hasta=hoy(reloj) + timedelta(days=5),
        norma="Decreto 2026/9",
        reloj=reloj,
    )
    suplente = escenario.empleado("marta", reloj)
    acciones.conformar(actor=suplente, factura_id=una.id, observaciones="", reloj=reloj)
    paso = una.pasos.get(clase="conformada")
    assert (paso.dado_por, paso.cargo.split(",")[0]) == (marta.id, "P. S. (Decreto 2026/9)"), paso.cargo

    with pytest.raises(DatosIncorrectos) as mal:
        acciones.rechazar(actor=marta, factura_id=otra.id, motivo="porque sí", texto="", reloj=reloj)
    assert [p.campo for p in mal.value.problemas] == ["motivo", "texto"]
    with pytest.raises(NoEncontrado):
        acciones.rechazar(actor=ajeno, factura_id=otra.id, motivo="precio", texto="x", reloj=reloj)
    acciones.rechazar(actor=marta, factura_id=otra.id, motivo="precio", texto="Eran 900 euros.", reloj=reloj)
    otra.refresh_from_db()
    assert (otra.estado, otra.estado_face, otra.motivo) == ("rechazada", "2600", "precio")
    with pytest.raises(FaseIncompatible):
        acciones.conformar(actor=marta, factura_id=otra.id, observaciones="", reloj=reloj)
    [nueva] = llega(firmar(factura(Pedida(numero="F-1", concepto="Corregida")), casa_que_firma), intervencion, reloj)
    assert nueva.duplicada_de_id is None, "what was rejected may come again"

    acciones.pedir_anulacion(actor=intervencion, factura_id=tercera.id, texto="Se emitió por error", reloj=reloj)
    with pytest.raises(FaseIncompatible, match="anular"):
        acciones.conformar(actor=marta, factura_id=tercera.id, observaciones="", reloj=reloj)
    with pytest.raises(DatosIncorrectos):
        acciones.resolver_anulacion(actor=intervencion, factura_id=tercera.id, acepta=False, texto="", reloj=reloj)
    acciones.resolver_anulacion(
        actor=intervencion, factura_id=tercera.id, acepta=False, texto="Ya se sirvió", reloj=reloj
    )
    tercera.refresh_from_db()
    assert (tercera.estado, tercera.anulacion_face) == ("remitida", "4400")
    acciones.pedir_anulacion(actor=intervencion, factura_id=tercera.id, texto="De verdad", reloj=reloj)
    acciones.resolver_anulacion(actor=intervencion, factura_id=tercera.id, acepta=True, texto="", reloj=reloj)
    tercera.refresh_from_db()
    assert (tercera.estado, tercera.estado_face, tercera.anulacion_face) == ("anulada", "3100", "4300")
    with pytest.raises(FaseIncompatible):
        acciones.pedir_anulacion(actor=intervencion, factura_id=tercera.id, texto="", reloj=reloj)
