"""The terrace of issue 4: a procedure with its payment, a tariff written by who answers for it, and a case of 24 m² for six months."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion import consultas as organizacion
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import DATOS, SISTEMA, RelojDePrueba
from consistorio.servicios.tributos import acciones
from consistorio.servicios.tributos.ingresos import IngresoEscrito
from consistorio.servicios.tributos.models import Cobro, Liquidacion
from consistorio.tramitacion.catalogo.acciones import anotar_valores_legales, asignar_area, cargar, publicar
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import Tarea

AREAS = {"via_publica": "LA0009988", "policia_local": "LA0009988", "tributos": "LA0009992"}
AUTOLIQUIDACION: dict[str, Valor] = {
    "regimen": "autoliquidacion",
    "concepto": "ocupacion",
    "base": {"campo": "superficie", "unidad": "m²"},
    "periodos": {"desde": "desde", "hasta": "hasta", "cuenta": "empezados", "si_no": 12},
    "antes_de": "propuesta",
}
LIQUIDACION: dict[str, Valor] = {
    clave: dato for clave, dato in {**AUTOLIQUIDACION, "regimen": "liquidacion"}.items() if clave != "antes_de"
}
TARIFA: dict[str, Valor] = {
    "concepto": "ocupacion",
    "nombre": "Ocupación de la vía pública con mesas y sillas",
    "importe": "3,50",
    "por": "por metro cuadrado y mes",
    "articulo": "Ordenanza fiscal n.º 7, artículo 6",
}
RESPUESTAS: dict[str, Valor] = {
    "nombre_local": "Bar Central",
    "temporada": "temporada",
    "desde": "2026-06-01",
    "hasta": "2026-11-30",
    "mesas": "6",
    "superficie": "24",
}


def procedimiento(reloj: RelojDePrueba, datos: Mapping[str, Valor] = AUTOLIQUIDACION, **mas: Valor) -> None:
    """The terrace with a task of payment, published."""
    for area, dir3 in AREAS.items():
        unidad = organizacion.unidad_por_dir3(dir3, en=hoy(reloj))
        asignar_area(actor=SISTEMA, area=area, unidad_id=unidad.id, reloj=reloj)
    cargar(actor=SISTEMA, contenido=(DATOS / "area-via-publica.json").read_bytes(), reloj=reloj)
    definicion = json.loads((DATOS / "terraza.json").read_text())
    definicion["tareas"]["anadir"].append(
        {
            "codigo": "pago",
            "tipo": "pago",
            "fase": "instruccion",
            "nombre": "Pagar la tasa",
            "norma": "TRLRHL arts. 20.3.l y 26",
            "paralela": True,
            "area": "tributos",
            "datos": dict(datos),
            **mas,
        }
    )
    carga = cargar(actor=SISTEMA, contenido=json.dumps(definicion).encode(), reloj=reloj)
    assert carga.version_id is not None
    publicar(actor=SISTEMA, version_id=carga.version_id, reloj=reloj)


def escribir_tarifa(reloj: RelojDePrueba, *, desde: str = "2026-01-01", **otra: Valor) -> None:
    """Who answers for the fees writes the tariff of the ordenanza."""
    tasa: dict[str, Valor] = {
        "texto": "La de la ordenanza fiscal.",
        "articulo": "TRLRHL arts. 20.3.l y 24.1.a",
        "responsable": "gestion_tributaria",
        "desde": desde,
        "tarifas": [{**TARIFA, **otra}],
    }
    olga = escenario.empleado("olga", reloj)
    anotar_valores_legales(actor=olga, procedimiento="terraza", valores={"tasa": tasa}, reloj=reloj)


def caso(
    reloj: RelojDePrueba,
    respuestas: Mapping[str, Valor] | None = None,
    *,
    entrada: datetime | None = None,
    unidad: str = "LA0009988",
) -> Expediente:
    """A case of Ana's that has been admitted: its payment is to be made."""
    with transaction.atomic():
        expediente = expedientes.abrir(
            version=vigente("terraza"),
            unidad=organizacion.unidad_por_dir3(unidad, en=hoy(reloj)),
            titulo="Terraza de Bar Central",
            datos={**RESPUESTAS, **(respuestas or {})},
            actor=SISTEMA,
            reloj=reloj,
        )
        expedientes.anadir_interesado(
            expediente,
            Persona.objects.get(nif="12345678Z"),
            papel="solicitante",
            canal="electronica",
            correo_aviso="aviso@correo.example",
            domicilio={"via": "Calle Mayor", "numero": "14", "municipio": "Villaejemplo"},
            actor=SISTEMA,
            reloj=reloj,
        )
        motor.iniciar(expediente, entrada=entrada or reloj.ahora(), actor=SISTEMA, reloj=reloj)
    escenario.completar(expediente, "revision", {"codigo": "admitida"}, reloj)
    return Expediente.objects.get(id=expediente.id)


def tarea_de_pago(expediente: Expediente) -> Tarea:
    """Its task of payment, as it stands."""
    return Tarea.objects.select_related("expediente", "unidad").get(expediente=expediente, tipo="pago")


def autoliquidada(
    expediente: Expediente, reloj: RelojDePrueba, *, importe: str = "504.00", quien: str = "olga"
) -> Liquidacion:
    """Its debt, made by hand."""
    return acciones.autoliquidar(
        actor=escenario.empleado(quien, reloj), tarea_id=tarea_de_pago(expediente).id, importe=importe, reloj=reloj
    )


def pagada(liquidacion: Liquidacion, reloj: RelojDePrueba, *, importe: str = "504,00", **como: str) -> Cobro:
    """A payment of it."""
    datos = {
        "referencia": liquidacion.referencia_dictada,
        "fecha": f"{hoy(reloj):%d/%m/%Y}",
        "medio": "transferencia",
        "referencia_banco": "BANCO-1",
        **como,
    }
    return acciones.anotar_cobro(
        actor=escenario.empleado("fernando", reloj), escrito=IngresoEscrito(1, importe=importe, **datos), reloj=reloj
    )
