"""Powers inscribed at the office: granted before an official, whose check of who grants it is recorded, or by a document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.models import SelloPedido
from consistorio.documental.registro import acciones
from consistorio.documental.registro.apoderamientos import apoderamiento_para
from consistorio.documental.registro.tests.factories import LUNES, OFICINA
from consistorio.documental.registro.tests.test_mostrador import fichero
from consistorio.documental.registro.tipos import Apoderamiento, DatosPersona
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.identidad.consultas import poder_para
from consistorio.plataforma.identidad.models import Persona, Representacion

pytestmark = pytest.mark.django_db
ROSA = Actor.sistema("Rosa Cuesta", "representacion.inscribir")
EN_PERSONA = Apoderamiento(
    representado=DatosPersona("12345678Z", "Ana", "Ruiz"),
    representante=DatosPersona("87654321X", "Pedro", "Ortega"),
    acreditacion="apud_acta_presencial",
    alcance="organismo",
    desde=date(2026, 11, 23),
    hasta=date(2028, 11, 22),
    identificacion="dni",
    identidad_comprobada=True,
)


def inscribir(**cambios: object) -> Representacion:
    return acciones.inscribir_en_oficina(actor=ROSA, pedido=replace(EN_PERSONA, **cambios), reloj=LUNES)  # type: ignore[arg-type]


def problemas(error: pytest.ExceptionInfo[DatosIncorrectos]) -> set[str]:
    return {problema.campo for problema in error.value.problemas}


def test_apud_acta_vale_desde_ya_con_su_acta_sellada_y_quien_comprobo_la_identidad() -> None:
    poder = inscribir()
    vigente = poder_para(
        representante_id=poder.representante_id,
        representado_id=poder.representado_id,
        procedimiento="",
        en=date(2026, 11, 23),
    )
    assert vigente == poder
    acta = Documento.objects.get(id=str(poder.documento_id))
    assert (acta.plantilla, acta.tipo_documental, acta.estado_elaboracion) == ("apud_acta", "TD10", "EE01")
    assert SelloPedido.objects.filter(documento=acta, campo="sello").exists()
    hecho = Evento.objects.get(tipo="registro.apoderamiento.inscrito")
    assert (hecho.datos["identificacion"], hecho.datos["documento_id"]) == ("dni", str(acta.id))
    assert apoderamiento_para(ROSA, poder.id, motivo="prueba")[1] == acta
    with pytest.raises(NoEncontrado):
        apoderamiento_para(OFICINA, poder.id, motivo="prueba")
    with pytest.raises(Conflicto):
        inscribir()


def test_sin_comprobar_quien_es_no_hay_apoderamiento_y_se_dice_todo() -> None:
    with pytest.raises(DatosIncorrectos) as error:
        inscribir(
            representado=DatosPersona("12345678A"),
            representante=DatosPersona("99999999R"),
            alcance="procedimiento",
            hasta=date(2040, 1, 1),
            identificacion="",
            identidad_comprobada=False,
        )
    assert problemas(error) == {
        *("representado_nif", "representante_nombre", "procedimiento", "hasta"),
        *("identificacion", "identidad_comprobada"),
    }
    with pytest.raises(DatosIncorrectos) as error:
        inscribir(representado=DatosPersona("B09000001", "Obras, S. L."))
    assert problemas(error) == {"acreditacion"}
    with pytest.raises(DatosIncorrectos) as error:
        inscribir(acreditacion="documento")
    assert problemas(error) == {"fichero"}
    with pytest.raises(DatosIncorrectos) as error:
        inscribir(acreditacion="apud_acta_sede")
    assert problemas(error) == {"acreditacion"}
    assert not Representacion.objects.exists()
    assert not Persona.objects.exists()


def test_el_nombre_tiene_que_ser_el_de_ese_documento() -> None:
    Persona.objects.create(clase="fisica", nif="12345678Z", nombre="María", apellido1="Núñez")
    with pytest.raises(DatosIncorrectos) as error:
        inscribir()
    assert problemas(error) == {"representado_nombre"}
    assert inscribir(representado=DatosPersona("12345678Z", "MARIA", "Nuñez")).representado.nombre == "María"


def test_con_un_documento_o_con_el_registro_de_apoderamientos() -> None:
    notarial = inscribir(acreditacion="documento", fichero=fichero(), identificacion="")
    assert Documento.objects.get(id=str(notarial.documento_id)).nombre_fichero == "papel.pdf"
    rea = inscribir(acreditacion="rea", referencia="REA-2026-1")
    assert (rea.documento_id, rea.referencia) == (None, "REA-2026-1")
    hechos = Evento.objects.filter(tipo="registro.apoderamiento.inscrito")
    assert {hecho.datos["identificacion"] for hecho in hechos} == {""}


def test_el_alcance_general_no_lleva_organismo() -> None:
    assert inscribir(alcance="general").organismo == ""
    assert inscribir(alcance="organismo").organismo == "L01999998"
