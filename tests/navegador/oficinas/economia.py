"""The accounts of a year: its budget, an expense from its retention to its order of payment, a right that is collected, a supplier whose account
waits for the second person and whose payments are seized, and two invoices."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from consistorio.economia.cierre import acciones as cierre
from consistorio.economia.cierre.tipos import Criterios
from consistorio.economia.contabilidad import datos
from consistorio.economia.contabilidad.acciones import abrir_ejercicio, bloquear
from consistorio.economia.facturas import acciones as facturas
from consistorio.economia.facturas.acciones.recibir import FacturaEnPapel
from consistorio.economia.intervenciones import acciones as intervenciones
from consistorio.economia.intervenciones.acciones import FacturaPorIntervenir
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.tests.escenario import REGLAS, presupuesto
from consistorio.economia.presupuesto.tipos import Bases, Cabecera, LineaPedida
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.bloqueos import BloqueoPedido
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.intervencion.acciones import aprobar_lista, formar_informe, recoger_escrito
from consistorio.servicios.intervencion.eventos_de_control import AcuerdoAnotado, cadena_del_control
from consistorio.servicios.intervencion.models import AcuerdoDeControl, EscritoDeControl
from consistorio.servicios.intervencion.permisos import RECOGER
from consistorio.servicios.intervencion.propuestas_de_requisitos import nombre_del_tipo, propuestos_de
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.tests.factories import un_pdf
from tests.navegador import villa
from tests.navegador.oficinas import otros_anios, tesoreria, traidas

SUMINISTROS = "B09000001"


def sembrar(reloj: RelojDePrueba) -> None:
    """Of the year of the town's clock."""
    teresa, fernando, anio = villa.empleado("teresa"), villa.empleado("fernando"), hoy(reloj).year
    datos.cargar_plan(reloj=reloj)
    abrir_ejercicio(actor=teresa, anio=anio, reloj=reloj)
    _anio_cerrado(anio - 1, reloj)
    tesoreria.abrir(reloj)
    acciones.aprobar_presupuesto(
        actor=teresa,
        nuevo=presupuesto(anio),
        reglas=REGLAS,
        fecha=date(anio, 1, 1),
        texto=f"Presupuesto de {anio}",
        reloj=reloj,
    )
    persona = PersonaEscrita(SUMINISTROS, razon_social="Suministros Arlanza, S. L.")
    ficha = terceros.dar_de_alta(actor=fernando, persona=persona, reloj=reloj)
    certificado = terceros.incorporar_documento(
        actor=fernando,
        tercero_id=ficha.id,
        flujo=io.BytesIO(un_pdf("Certificado de titularidad")),
        nombre="certificado.pdf",
        titulo="Certificado de titularidad de la cuenta",
        clase="titularidad",
        valido_hasta=None,
        reloj=reloj,
    )
    _el_que_viene(anio, certificado.documento_id, reloj)
    for iban in ("ES6621000418401234567891", "ES1720852066623456789011"):
        cuenta = terceros.anotar_cuenta(
            actor=fernando, tercero_id=ficha.id, iban=iban, bic="", documento_id=certificado.documento_id, reloj=reloj
        )
        if iban.startswith("ES66"):
            terceros.confirmar_cuenta(actor=teresa, cuenta_id=cuenta.id, iban=iban, reloj=reloj)

    def cabecera(texto: str) -> Cabecera:
        return Cabecera(fecha=hoy(reloj), texto=texto, tercero_id=ficha.persona_id)

    def tras(linea: object, importe: str) -> LineaPedida:
        return LineaPedida(Decimal(importe), origen=linea.id)  # type: ignore[attr-defined]

    rc = acciones.retener(
        actor=teresa,
        clase="RC",
        cabecera=cabecera("Material de oficina de las dependencias municipales para el segundo semestre"),
        lineas=[LineaPedida(Decimal("900"), codigo="920.22000"), LineaPedida(Decimal("300.50"), codigo="920.22100")],
        reloj=reloj,
    )
    ado = acciones.gastar(
        actor=teresa,
        clase="ADO",
        cabecera=cabecera("Material de oficina, primer pedido"),
        lineas=[tras(rc.lineas.get(orden=0), "650.25")],
        reloj=reloj,
    )
    acciones.ordenar_pago(
        actor=fernando,
        cabecera=cabecera("Orden de pago del primer pedido"),
        lineas=[tras(ado.lineas.get(), "650.25")],
        reloj=reloj,
    )
    acciones.reconocer(
        actor=teresa,
        clase="DRI",
        cabecera=cabecera("Tasa por la ocupación de la vía pública"),
        lineas=[LineaPedida(Decimal("504"), codigo="30200")],
        ordinal="57101",
        reloj=reloj,
    )
    acciones.preparar_previa(
        actor=villa.empleado("marta"),
        clase="AD",
        cabecera=Cabecera(fecha=hoy(reloj), texto="Energía eléctrica de los pabellones", varios=True),
        lineas=[LineaPedida(Decimal("120.75"), codigo="920.22100")],
        reloj=reloj,
    )
    bloquear(actor=teresa, anio=anio, presupuesto_hasta=date(anio, 1, 31), reloj=reloj)
    terceros.poner_bloqueo(
        actor=fernando,
        tercero_id=ficha.id,
        pedido=BloqueoPedido("embargo", certificado.documento_id, hoy(reloj), tope="300"),
        reloj=reloj,
    )
    _facturas(reloj)
    traidas.sembrar(reloj)
    tesoreria.sembrar(reloj)
    otros_anios.sembrar(teresa, reloj)


def _anio_cerrado(anio: int, reloj: RelojDePrueba) -> None:
    """The year before: something left to be paid and to be collected; closed, and its settlement waits to be signed."""
    teresa = villa.empleado("teresa")
    abrir_ejercicio(actor=teresa, anio=anio, reloj=reloj)
    acciones.aprobar_presupuesto(
        actor=teresa,
        nuevo=presupuesto(anio),
        reglas=REGLAS,
        fecha=date(anio, 1, 1),
        texto=f"Presupuesto de {anio}",
        reloj=reloj,
    )
    cabecera = Cabecera(fecha=date(anio, 12, 1), texto="Energía eléctrica de los edificios", varios=True)
    acciones.gastar(
        actor=teresa, clase="ADO", cabecera=cabecera, lineas=[LineaPedida(Decimal("1800.40"), "165.22100")], reloj=reloj
    )
    acciones.reconocer(
        actor=teresa, clase="DR", cabecera=cabecera, lineas=[LineaPedida(Decimal("65000"), "11300")], reloj=reloj
    )
    otros_anios.comprometer_una_obra(teresa, anio, reloj)
    cierre.cerrar_ejercicio(actor=teresa, anio=anio, criterios=Criterios(habitantes=175_000), reloj=reloj)
    cierre.formar(actor=teresa, anio=anio, clase="liquidacion", reloj=reloj)


def _el_que_viene(anio: int, documento_id: UUID, reloj: RelojDePrueba) -> None:
    """The budget of the year after this one begins its way, with its bases; and an organic code and who approves a generation are said."""
    teresa, dia = villa.empleado("teresa"), hoy(reloj)
    for estado in ("proyecto", "inicial"):
        acciones.anotar_tramite_del_presupuesto(
            actor=teresa, anio=anio + 1, estado=estado, fecha=dia, documento_id=documento_id, reloj=reloj
        )
    bases = Bases(0, REGLAS, ("920.12000",), crea_aplicaciones=True)
    acciones.escribir_bases(actor=teresa, anio=anio + 1, nuevas=bases, reloj=reloj)
    acciones.fijar_organos(
        actor=teresa,
        tipo="generacion",
        desde=date(anio, 1, 1),
        hasta={"presidencia": Decimal(30000), "pleno": None},
        documento_id=documento_id,
        reloj=reloj,
    )
    acciones.crear_organica(
        actor=teresa, codigo="01", denominacion="Alcaldía", unidad_id=None, desde=date(anio, 1, 1), reloj=reloj
    )


def _facturas(reloj: RelojDePrueba) -> None:
    """One that waits for its unit, and one that nobody sent to a unit yet, with what is wrong with it."""
    rosa = villa.empleado("rosa")
    charla = FacturaEnPapel(
        emisor_nif="12345678Z",
        emisor_nombre="Ana",
        emisor_apellido1="García",
        numero="7",
        fecha=hoy(reloj),
        concepto="Charla sobre el comercio de proximidad en el colegio público",
        base="300",
        iva="21",
        irpf="15",
        total="318,00",
        unidad="LA0009986",
        entrada=reloj.ahora() - timedelta(days=41),
    )
    obra = FacturaEnPapel(
        "B99999997", "Reformas del Arlanzón, S. L.", "8", hoy(reloj), "Obra", "100", "21", "120,99", "NADA"
    )
    for papel in (charla, obra):
        facturas.recibir_papel(
            actor=rosa,
            papel=papel,
            flujo=io.BytesIO(un_pdf(f"Factura {papel.numero}")),
            nombre=f"{papel.numero}.pdf",
            reloj=reloj,
        )
    _controlada(reloj)


def _controlada(reloj: RelojDePrueba) -> None:
    """One that was conformed and to which Intervención objected, and another that nobody fiscalised and somebody has to receive."""
    teresa, marta = villa.empleado("teresa"), villa.empleado("marta")
    halladas = []
    for numero, concepto in (("9", "Mobiliario de la biblioteca"), ("10", "Reparación urgente de la cubierta")):
        papel = FacturaEnPapel(
            "12345678Z", "Ana", numero, hoy(reloj), concepto, "200", "21", "242,00", "LA0009986", "García"
        )
        pdf = io.BytesIO(un_pdf(f"Factura {numero}"))
        halladas.append(
            facturas.recibir_papel(actor=teresa, papel=papel, flujo=pdf, nombre=f"{numero}.pdf", reloj=reloj)
        )
    reparada, omitida = halladas
    facturas.conformar(actor=marta, factura_id=reparada.id, observaciones="", reloj=reloj)
    intervenciones.intervenir_facturas(
        actor=teresa,
        pedidas=[FacturaPorIntervenir(reparada.id, aplicacion="920.22000")],
        resultado="reparo",
        causas=["tramites"],
        texto=["No consta el contrato."],
        reloj=reloj,
    )
    resultado = EscritoDeControl.objects.get(clase="resultado")
    recoger = Actor.sistema("control interno", RECOGER)
    recoger_escrito(actor=recoger, escrito_id=resultado.id, firmado=True, reloj=reloj)
    informe = formar_informe(actor=teresa, anio=hoy(reloj).year, clase="resumen", reloj=reloj)
    recoger_escrito(actor=recoger, escrito_id=informe.id, firmado=True, reloj=reloj)
    _con_listas(informe, reloj)
    intervenciones.llevar_informe_al_pleno(actor=teresa, escrito_id=informe.id, reloj=reloj)
    intervenciones.anotar_omision(
        actor=teresa,
        factura_id=omitida.id,
        como="La encargó el área por teléfono, sin contrato.",
        decide="presidencia",
        aplicacion="920.22000",
        reloj=reloj,
    )
    intervenciones.designar_comprobacion(
        actor=teresa,
        factura_id=omitida.id,
        expediente_id=None,
        importe=None,
        designado_id=teresa.id,
        prevista_el=hoy(reloj),
        reloj=reloj,
    )


def _con_listas(informe: EscritoDeControl, reloj: RelojDePrueba) -> None:
    """The control is limited, and what is checked of some services and aids, as the program proposes it. Nobody holds a key here: the report stands for the certificate."""
    teresa, enero = villa.empleado("teresa"), date(hoy(reloj).year, 1, 1)
    acuerdo = AcuerdoDeControl(
        clave="limitada",
        desde=enero,
        rige=True,
        documento_id=informe.documento_id,
        nota="Pleno de diciembre",
        anotado_el=reloj.ahora(),
        anotado_por=teresa.id,
    )
    with transaction.atomic():
        acuerdo.save()
        hecho = AcuerdoAnotado(acuerdo.id, acuerdo.clave, enero, acuerdo.rige)
        anotar(cadena_del_control(enero.year), hecho, actor=teresa, reloj=reloj, filas=[acuerdo])
    for tipo, fase in (("contrato_servicios", "O"), ("subvenciones", "AD")):
        aprobar_lista(
            actor=teresa,
            tipo=tipo,
            nombre=nombre_del_tipo(tipo),
            fase=fase,
            desde=enero,
            rige=True,
            acuerdo_id=acuerdo.id,
            requisitos=[uno.pedido for uno in propuestos_de(tipo, fase)],
            reloj=reloj,
        )
