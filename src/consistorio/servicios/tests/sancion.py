"""A sanctioning case that waits for the proposal of who instructs: the shipped procedure, in its short size."""

from __future__ import annotations

import io
import json

from consistorio.documental.registro.tipos import DatosPersona
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.plataforma.organizacion import consultas as organizacion
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import DATOS, SISTEMA, RelojDePrueba
from consistorio.tramitacion.catalogo.acciones import asignar_area, cargar, publicar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.solicitudes import acciones as solicitudes
from consistorio.tramitacion.solicitudes.tipos import Acuerdo, Destinatario
from consistorio.tramitacion.tests.factories import un_pdf

CODIGO = "sancionador-ordenanza"
URBANISMO = "LA0009986"


def publicar_procedimiento(nombre: str, reloj: RelojDePrueba, *areas: str) -> None:
    """One of those that are shipped, in its short size; the unit of licences answers for these areas."""
    unidad = organizacion.unidad_por_dir3(URBANISMO, en=hoy(reloj))
    for area in areas:
        asignar_area(actor=SISTEMA, area=area, unidad_id=unidad.id, reloj=reloj)
    definicion = json.loads((DATOS / f"{nombre}.json").read_text()) | {"tamano": "simplificado"}
    carga = cargar(actor=SISTEMA, contenido=json.dumps(definicion).encode(), reloj=reloj)
    assert carga.version_id is not None, carga
    publicar(actor=SISTEMA, version_id=carga.version_id, reloj=reloj)


def iniciado(reloj: RelojDePrueba, nif: str = "12345678Z") -> Expediente:
    """Begun of office against somebody, and told what it is about."""
    publicar_procedimiento(CODIGO, reloj, "sanciones", "tesoreria")
    acuerdo = Acuerdo(
        forma="propia",
        organo="Alcaldía",
        motivo="Ruido de madrugada.",
        fecha=hoy(reloj),
        contenido=admitir(io.BytesIO(un_pdf("acuerdo")), nombre="acuerdo.pdf"),
        nombre="acuerdo.pdf",
    )
    marta = escenario.empleado("marta", reloj)
    expediente = solicitudes.iniciar_de_oficio(
        actor=marta,
        procedimiento=CODIGO,
        acuerdo=acuerdo,
        destinatario=Destinatario(DatosPersona(nif), "electronica"),
        reloj=reloj,
    )
    solicitudes.transcribir(
        actor=marta,
        expediente_id=expediente.id,
        datos={
            "ordenanza": "Ordenanza de convivencia, artículo 12",
            "gravedad": "leve",
            "multa_leve": "300",
            "fecha_hecho": "20/08/2026",
            "lugar": {
                "via": "Calle Mayor",
                "numero": "1",
                "codigo_postal": "09001",
                "municipio": "Villaejemplo",
            },
        },
        parcial=True,
        reloj=reloj,
    )
    return Expediente.objects.get(id=expediente.id)
