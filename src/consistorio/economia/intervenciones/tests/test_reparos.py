"""What Intervención objects to: accepted by its unit, or decided by who the law says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from consistorio.economia.facturas import acciones as facturas
from consistorio.economia.facturas.models import Factura
from consistorio.economia.gasto.tests import contrato
from consistorio.economia.intervenciones.acciones import FacturaPorIntervenir
from consistorio.economia.intervenciones.consultas_de_control import control_de as de_operacion
from consistorio.economia.intervenciones.tests import escena
from consistorio.economia.intervenciones.tests.actos import (
    TEXTO,
    D,
    interviene,
    motivos,
    obligacion,
    ultimo,
)
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.intervencion import acciones as control
from consistorio.servicios.intervencion.acceso import documento_para, reparos_visibles
from consistorio.servicios.intervencion.informe import cabeceras, control_de, filas
from consistorio.servicios.intervencion.models import (
    Fiscalizacion,
    Reparo,
)
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = pytest.mark.django_db


def test_a_reparo_waits_for_its_unit_and_a_discrepancy_for_who_the_law_says(reloj: RelojDePrueba) -> None:
    una, otra = escena.factura(reloj, "F-1", "500"), escena.factura(reloj, "F-2", "500")
    linea = escena.compromete(una, "1900", reloj).lineas.get()
    pedida = FacturaPorIntervenir(una.id, origen=linea.id)
    with pytest.raises(DatosIncorrectos, match="intervenido"):
        interviene(reloj, pedida, resultado="reparo")
    interviene(reloj, pedida, resultado="reparo", causas=("tramites",))
    with pytest.raises(DatosIncorrectos) as error:
        interviene(reloj, pedida)
    assert "Falta firmar" in motivos(error)
    escena.firma(ultimo("resultado"), reloj)
    una.refresh_from_db()
    reparo = Reparo.objects.get()
    assert (una.estado, reparo.estado, reparo.suspende, reparo.objeto) == (
        "conformada",
        "abierto",
        True,
        una.referencia,
    )
    teresa, marta, isabel = (escenario.empleado(uno, reloj) for uno in ("teresa", "marta", "isabel"))
    # By no door, neither in one act nor noted and said by hand
    with pytest.raises(DatosIncorrectos) as error:
        interviene(reloj, pedida, FacturaPorIntervenir(otra.id, origen=linea.id))
    assert motivos(error).count("reparo que suspende") == 1
    suelta = presupuesto.gastar(
        actor=teresa,
        clase="O",
        cabecera=Cabecera(hoy(reloj), "Estudio"),
        lineas=[LineaPedida(D(605), origen=linea.id)],
        reloj=reloj,
    )
    with pytest.raises(FaseIncompatible, match="todavía"):
        facturas.contabilizar(actor=teresa, factura_id=una.id, operacion_id=suelta.id, reloj=reloj)

    # Who answers: who heads its unit, and nobody else
    with pytest.raises(NoPermitido):
        control.aceptar_objecion(
            actor=escenario.empleado("gloria", reloj), reparo_id=reparo.id, texto=TEXTO, reloj=reloj
        )
    with pytest.raises(NoPermitido):
        control.aceptar_objecion(actor=teresa, reparo_id=reparo.id, texto=TEXTO, reloj=reloj)
    with pytest.raises(DatosIncorrectos):
        control.aceptar_objecion(actor=marta, reparo_id=reparo.id, texto=[" "], reloj=reloj)
    assert list(reparos_visibles(marta, en=hoy(reloj))) == [reparo]
    discrepa = control.discrepar_de_objecion(
        actor=marta, reparo_id=reparo.id, texto=TEXTO, gasto_del_pleno=False, reloj=reloj
    )
    with pytest.raises(FaseIncompatible, match="pendiente de firma"):
        control.aceptar_objecion(actor=marta, reparo_id=reparo.id, texto=TEXTO, reloj=reloj)
    assert documento_para(marta, discrepa.documento_id, reloj=reloj).id == discrepa.documento_id
    with pytest.raises(NoEncontrado):
        documento_para(escenario.empleado("fernando", reloj), discrepa.documento_id, reloj=reloj)
    escena.firma(discrepa, reloj)
    reparo.refresh_from_db()
    assert (reparo.estado, reparo.resuelve) == ("discrepancia", "presidencia")
    assert control_de(2026).lineas[0].quien == "", "nobody decided it yet"
    with pytest.raises(FaseIncompatible, match="Presidencia"):
        control.anotar_acuerdo_de_objecion(
            actor=isabel, reparo_id=reparo.id, levanta=True, documento_id=discrepa.documento_id, reloj=reloj
        )
    escena.firma(
        control.resolver_objecion(actor=isabel, reparo_id=reparo.id, levanta=False, texto=TEXTO, reloj=reloj), reloj
    )
    # Confirmed: it is mended, and examined again
    escena.firma(control.aceptar_objecion(actor=marta, reparo_id=reparo.id, texto=TEXTO, reloj=reloj), reloj)
    assert Fiscalizacion.objects.get().estado == "rehecha"
    interviene(reloj, pedida, resultado="reparo", causas=("credito",))
    escena.firma(ultimo("resultado"), reloj)
    segundo = Reparo.objects.exclude(id=reparo.id).get()
    escena.firma(
        control.discrepar_de_objecion(
            actor=marta, reparo_id=segundo.id, texto=TEXTO, gasto_del_pleno=False, reloj=reloj
        ),
        reloj,
    )
    with pytest.raises(FaseIncompatible, match="Pleno"):
        control.resolver_objecion(actor=isabel, reparo_id=segundo.id, levanta=True, texto=TEXTO, reloj=reloj)
    for papel in (None, una.entrega.documento_id):  # nobody signed it
        with pytest.raises(DatosIncorrectos, match="ya firmado"):
            control.anotar_acuerdo_de_objecion(
                actor=isabel, reparo_id=segundo.id, levanta=True, documento_id=papel, reloj=reloj
            )
    control.anotar_acuerdo_de_objecion(
        actor=isabel, reparo_id=segundo.id, levanta=True, documento_id=discrepa.documento_id, reloj=reloj
    )
    _la_reconoce_quien_no_fiscaliza(una, linea, reloj)  # it is lifted
    interviene(reloj, pedida)
    assert (obligacion(una).importe, Fiscalizacion.objects.filter(objeto=una.referencia).count()) == (D("605.00"), 2)
    interviene(reloj, FacturaPorIntervenir(otra.id, origen=linea.id), resultado="reparo", causas=("otra",))
    escena.firma(ultimo("resultado"), reloj)
    contrato.pagar("P", obligacion(una), obligacion(otra), reloj=reloj)

    dicho = control_de(2026)
    assert [(fila.estado, fila.contraria, fila.suspende) for fila in dicho.lineas] == [
        ("Aceptado por la unidad", False, True),
        ("Levantado", True, True),
        ("No suspende", False, False),
    ]
    assert all(len(fila) == len(cabeceras()) for fila in filas(dicho.lineas))
    assert [linea.asunto for linea in dicho.contrarias] == [segundo.fiscalizacion.asunto]
    escrito = control.formar_informe(actor=teresa, anio=2026, clase="anual", reloj=reloj)
    with pytest.raises(FaseIncompatible):
        control.formar_informe(actor=teresa, anio=2026, clase="anual", reloj=reloj)
    escena.firma(escrito, reloj)
    escrito.refresh_from_db()
    assert (escrito.estado, escrito.datos["lineas"]) == ("firmado", 1)
    with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE intervencion_reparo SET causas = '[]'")
    assert fallas() == []


def _la_reconoce_quien_no_fiscaliza(una: Factura, linea: LineaOperacion, reloj: RelojDePrueba) -> None:
    """With the result on its invoice, up to its amount and once; what is noted here is taken back."""
    teresa = escenario.empleado("teresa", reloj)
    contable = replace(teresa, permisos=teresa.permisos - {"intervencion.fiscalizar"})

    def reconoce(importe: str) -> Operacion:
        return presupuesto.gastar(
            actor=contable,
            clase="O",
            cabecera=Cabecera(hoy(reloj), "Estudio", factura_id=una.id),
            lineas=[LineaPedida(D(importe), origen=linea.id)],
            reloj=reloj,
        )

    with pytest.raises(FaseIncompatible, match="sin su intervención"):
        reconoce("605.01")
    suya = reconoce("600")
    dicho = de_operacion(suya)
    assert dicho is not None
    assert (dicho.gasto, dicho.intervencion) == ("", "Con el resultado firmado de Intervención.")
    assert dicho.resultado == Fiscalizacion.objects.get(objeto=una.referencia, estado="levantado")
    with pytest.raises(FaseIncompatible, match="sin su intervención"):
        reconoce("5.01")
    presupuesto.corregir_gasto(
        actor=contable, operacion_id=suya.id, cabecera=Cabecera(hoy(reloj), "No era"), lineas=(), reloj=reloj
    )
