"""A contrato menor of the example town, from what its unit needs to the last cent, as its people play it."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction

from consistorio.economia.contabilidad import datos as plan
from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.gasto import acciones
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tipos import Cabecera, CreditoInicial, LineaPedida, PresupuestoNuevo, Prevision
from consistorio.economia.presupuesto.vinculacion import Regla
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion import consultas as organizacion
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones.contexto import borrador_para
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import DATOS, SISTEMA, RelojDePrueba
from consistorio.tramitacion.catalogo.acciones import asignar_area, cargar, publicar
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.acciones import incorporar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor import operaciones as engine
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.tests.factories import un_pdf
from consistorio.tramitacion.tests.firmas import firmado

AREAS = {"intervencion": "LA0009983", "contratacion": "LA0009972", "servicios_tecnicos": "LA0009987"}
APLICACION, PROVEEDORA, CON_CONTROL = "920.22706", "12345678Z", "contrato-de-prueba"
RESPUESTAS: dict[str, Valor] = {
    "objeto": "Estudio de accesibilidad",
    "clase_contrato": "servicio",
    "importe": "1000.00",
    "importe_total": "1210.00",
    "meses": "3",
    "aplicacion": APLICACION,
}


def villa(reloj: RelojDePrueba) -> None:
    """The services' town, with the contrato menor published and a budget in which its application has 2.000 €."""
    escenario.villa(reloj)
    publicar_contrato(reloj)
    cuentas(reloj)


def publicar_contrato(reloj: RelojDePrueba) -> None:
    """The procedure that ships, and who answers for its areas."""
    for area, dir3 in AREAS.items():
        unidad = organizacion.unidad_por_dir3(dir3, en=hoy(reloj))
        asignar_area(actor=SISTEMA, area=area, unidad_id=unidad.id, reloj=reloj)
    carga = cargar(actor=SISTEMA, contenido=(DATOS / "contrato-menor.json").read_bytes(), reloj=reloj)
    if carga.version_id is not None:
        publicar(actor=SISTEMA, version_id=carga.version_id, reloj=reloj)


def publicar_con_control(reloj: RelojDePrueba) -> None:
    """The same procedure, were it no contrato menor: what it proposes is examined, and nothing exempts it."""
    definicion = json.loads((DATOS / "contrato-menor.json").read_text("utf-8"))
    definicion |= {"codigo": CON_CONTROL, "nombre": "Contrato", "serie": "CTO", "codigo_propio": "CONTRATODEPRUEBA"}
    tareas = definicion["tareas"]["anadir"]
    for tarea in tareas:
        tarea.get("datos", {}).pop("exento", None)
    tareas.append(
        {
            "codigo": "fiscalizacion",
            "tipo": "fiscalizacion",
            "fase": "finalizacion",
            "nombre": "Fiscalización previa",
            "norma": "TRLRHL art. 214",
            "tras": ["propuesta"],
            "paralela": True,
            "area": "intervencion",
            "condicion": {"campo": "sentido_propuesta", "operador": "igual", "valor": "estima"},
            "datos": {"importe": "importe_total"},
        }
    )
    carga = cargar(actor=SISTEMA, contenido=json.dumps(definicion).encode(), reloj=reloj)
    assert carga.version_id is not None, carga
    publicar(actor=SISTEMA, version_id=carga.version_id, reloj=reloj)


def cuentas(reloj: RelojDePrueba, *, credito: int = 2000) -> None:
    """The chart, this year and its budget: studies, with that credit in euros, bind with nothing else."""
    teresa, anio = escenario.empleado("teresa", reloj), hoy(reloj).year
    plan.cargar_plan(reloj=reloj)
    abrir_ejercicio(actor=teresa, anio=anio, reloj=reloj)
    presupuesto.aprobar_presupuesto(
        actor=teresa,
        nuevo=PresupuestoNuevo(
            anio=anio,
            aprobado=date(anio - 1, 12, 20),
            creditos=(
                CreditoInicial(APLICACION, Decimal(credito), "Estudios y trabajos técnicos"),
                CreditoInicial("920.22000", Decimal(500), "Material de oficina"),
            ),
            previsiones=(Prevision("11300", Decimal(credito + 500)),),
        ),
        reglas=(Regla(1, economica="22706", en_si_misma=True), Regla(2, nivel_programa=1, nivel_economica=1)),
        fecha=date(anio, 1, 1),
        texto=f"Presupuesto de {anio}",
        reloj=reloj,
    )


def caso(
    reloj: RelojDePrueba,
    respuestas: Mapping[str, Valor] = RESPUESTAS,
    *,
    procedimiento: str = "contrato-menor",
    unidad: str = "LA0009972",
) -> Expediente:
    """One just begun of office by Contratación, with the firm to which it would be awarded."""
    with transaction.atomic():
        expediente = expedientes.abrir(
            version=vigente(procedimiento),
            unidad=organizacion.unidad_por_dir3(unidad, en=hoy(reloj)),
            titulo="Contrato menor: Estudio de accesibilidad",
            datos=dict(respuestas),
            actor=SISTEMA,
            reloj=reloj,
        )
        expedientes.anadir_interesado(
            expediente,
            Persona.objects.get(nif=PROVEEDORA),
            papel="interesado",
            canal="electronica",
            correo_aviso="aviso@correo.example",
            domicilio={"via": "Calle Mayor", "numero": "14", "municipio": "Villaejemplo"},
            actor=SISTEMA,
            reloj=reloj,
        )
        engine.iniciar_de_oficio(expediente, acuerdo=reloj.ahora(), actor=SISTEMA, reloj=reloj)
    return Expediente.objects.get(id=expediente.id)


def tarea_de(expediente: Expediente, codigo: str) -> Tarea:
    """Its task of that code, as it stands."""
    return (
        Tarea.objects.select_related("expediente", "unidad").filter(expediente=expediente, codigo=codigo).latest("id")
    )


def hecha(expediente: Expediente, codigo: str, quien: str, reloj: RelojDePrueba) -> None:
    """A free task, done."""
    motor.completar_tarea(
        actor=escenario.empleado(quien, reloj), tarea_id=tarea_de(expediente, codigo).id, resultado={}, reloj=reloj
    )


def retener(
    expediente: Expediente,
    reloj: RelojDePrueba,
    *,
    importe: str = "1.210,00",
    aplicacion: str = APLICACION,
    quien: str = "teresa",
) -> ActoTramite:
    """Credit set aside, with its certificate to sign."""
    return acciones.retener_credito(
        actor=escenario.empleado(quien, reloj),
        tarea_id=tarea_de(expediente, "retener_credito").id,
        aplicacion=aplicacion,
        importe=importe,
        reloj=reloj,
    )


def con_credito(reloj: RelojDePrueba, *, procedimiento: str = "contrato-menor") -> Expediente:
    """A case whose credit is certified, and whose instruction is over."""
    expediente = caso(reloj, procedimiento=procedimiento)
    firmado(retener(expediente, reloj), reloj)
    instruido(expediente, reloj)
    return Expediente.objects.get(id=expediente.id)


def instruido(expediente: Expediente, reloj: RelojDePrueba) -> None:
    """Its report and its offers are there."""
    escenario.completar(expediente, "informe", {"codigo": "favorable"}, reloj)
    hecha(expediente, "pedir_ofertas", "gloria", reloj)


def propuesto(expediente: Expediente, reloj: RelojDePrueba, sentido: str = "estima") -> None:
    """Contratación proposes."""
    borrador = manos.motivado(borrador_para(Expediente.objects.get(id=expediente.id), sentido))
    resoluciones.proponer(
        actor=escenario.empleado("gloria", reloj), expediente_id=expediente.id, borrador=borrador, reloj=reloj
    )


def decretado(expediente: Expediente, reloj: RelojDePrueba) -> None:
    """The Alcaldía decides what was proposed, with its keys and those of the Secretaría, and it is notified."""
    gloria = escenario.empleado("gloria", reloj)
    resolucion = resoluciones.elevar_a_firma(actor=gloria, expediente_id=expediente.id, reloj=reloj)
    manos.correr()
    for usuario, papel in (("isabel", "firma"), ("javier", "fe_publica")):
        resolucion.refresh_from_db()
        manos.firma(usuario, resolucion, papel, reloj)
    manos.notificada(expediente, PROVEEDORA, reloj, quien="gloria")


def comprometer(
    expediente: Expediente,
    reloj: RelojDePrueba,
    *,
    importe: str = "1.100,00",
    quien: str = "teresa",
    nif: str = PROVEEDORA,
) -> Operacion:
    """What was awarded."""
    tercero = Persona.objects.filter(nif=nif).values_list("id", flat=True).first()
    return acciones.comprometer_gasto(
        actor=escenario.empleado(quien, reloj),
        tarea_id=tarea_de(expediente, "comprometer").id,
        importe=importe,
        tercero_id=tercero,
        reloj=reloj,
    )


def con_factura(expediente: Expediente, reloj: RelojDePrueba) -> UUID:
    """An invoice that Contratación puts in the case."""
    puesto = incorporar(
        actor=escenario.empleado("gloria", reloj),
        expediente_id=expediente.id,
        flujo=admitir(io.BytesIO(un_pdf(str(uuid4()))), nombre="factura.pdf"),
        nombre="factura.pdf",
        titulo="Factura F-1",
        tipo_documental="TD16",
        origen_administracion=False,
        reloj=reloj,
    )
    return puesto.documento_id


def reconocer(
    expediente: Expediente,
    reloj: RelojDePrueba,
    documento_id: UUID | None,
    *,
    importe: str = "600,00",
    factura: str = "F-1",
    ultima: bool = False,
    quien: str = "teresa",
) -> Operacion:
    """What is owed for an invoice."""
    return acciones.reconocer_obligacion(
        actor=escenario.empleado(quien, reloj),
        tarea_id=tarea_de(expediente, "reconocer").id,
        importe=importe,
        factura=factura,
        documento_id=documento_id,
        ultima=ultima,
        reloj=reloj,
    )


def intervenir(expediente: Expediente, operacion: Operacion, reloj: RelojDePrueba, quien: str = "teresa") -> None:
    """Intervención lets it be paid."""
    acciones.intervenir_pago(
        actor=escenario.empleado(quien, reloj), expediente_id=expediente.id, operacion_id=operacion.id, reloj=reloj
    )


def pagar(clase: str, *operaciones: Operacion, reloj: RelojDePrueba, quien: str = "fernando") -> Operacion:
    """Their payment, by the door of the budget: P orders it, R makes it after its order, PR both."""
    actor, cabecera = (
        escenario.empleado(quien, reloj),
        Cabecera(fecha=hoy(reloj), texto="Pago", varios=len(operaciones) > 1),
    )
    lineas = [
        LineaPedida(linea.importe, origen=linea.id)
        for operacion in operaciones
        for linea in operacion.lineas.order_by("orden")
    ]
    if clase == "P":
        return presupuesto.ordenar_pago(actor=actor, cabecera=cabecera, lineas=lineas, reloj=reloj)
    return presupuesto.pagar(actor=actor, clase=clase, cabecera=cabecera, lineas=lineas, ordinal="571", reloj=reloj)
