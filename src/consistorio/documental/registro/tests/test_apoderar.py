"""Powers inscribed at the office: granted before an official, whose check of who grants it is recorded, or by a document."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pytest

from consistorio.documental.documentos.consultas import leer
from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.models import SelloPedido
from consistorio.documental.registro import acciones, actas_de_poder, fin_de_poder, reglas
from consistorio.documental.registro.apoderamientos import (
    Cuales,
    apoderamiento_para,
    documento_de_fin,
    documento_de_prorroga,
    lista,
)
from consistorio.documental.registro.tests.factories import LUNES, OFICINA
from consistorio.documental.registro.tests.test_mostrador import fichero
from consistorio.documental.registro.tipos import (
    Apoderamiento,
    DatosPersona,
    FinDeApoderamiento,
    ProrrogaDeApoderamiento,
)
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido
from consistorio.plataforma.auditoria.models import Acceso, Evento
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


def texto_de(acta: Documento) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("NOT RUN: pdftotext (poppler-utils) is not installed")
    hecho = subprocess.run(["pdftotext", "-", "-"], input=leer(acta), capture_output=True, check=True)
    return " ".join(hecho.stdout.decode().split())


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


EN_VENTANILLA = FinDeApoderamiento("representado", en_persona=True, identificacion="dni", identidad_comprobada=True)


def terminar(poder: Representacion, fin: FinDeApoderamiento = EN_VENTANILLA) -> Representacion:
    return acciones.terminar_en_oficina(actor=ROSA, representacion_id=poder.id, fin=fin, reloj=LUNES)


def test_revocar_en_la_oficina_termina_ya_con_su_acta_sellada_y_quien_comprobo_la_identidad() -> None:
    poder = inscribir()
    revocado = terminar(poder)
    assert (revocado.estado, revocado.terminada_el) == ("revocada", LUNES.ahora())
    ya_no = poder_para(
        representante_id=poder.representante_id,
        representado_id=poder.representado_id,
        procedimiento="",
        en=date(2026, 11, 23),
    )
    assert ya_no is None
    acta = documento_de_fin(apoderamiento_para(ROSA, poder.id, motivo="prueba")[0])
    assert acta is not None
    assert (acta.plantilla, acta.titulo) == ("fin_apud_acta", "Revocación de apoderamiento")
    assert SelloPedido.objects.filter(documento=acta, campo="sello").exists()
    hecho = Evento.objects.get(tipo="registro.apoderamiento.terminado")
    dicho = {"documento_id": str(acta.id), "quien": "representado", "identificacion": "dni"}
    assert hecho.datos == {"representacion_id": str(poder.id), **dicho}
    assert Evento.objects.get(tipo="identidad.representacion.terminada").datos["estado"] == "revocada"
    with pytest.raises(Conflicto):
        terminar(poder)
    inscribir()  # the same power may be given again


def test_quien_la_recibio_renuncia_y_si_no_la_habia_aceptado_la_rechaza() -> None:
    renuncia = replace(EN_VENTANILLA, quien="representante")
    poder = terminar(inscribir(), renuncia)
    assert poder.estado == "renunciada"
    assert Documento.objects.get(id=str(poder.documento_fin_id)).titulo == "Renuncia a un apoderamiento"
    pendiente = inscribir()
    Representacion.objects.filter(id=pendiente.id).update(estado="pendiente")
    rechazada = terminar(pendiente, renuncia)
    assert rechazada.estado == "rechazada"
    acta = Documento.objects.get(id=str(rechazada.documento_fin_id))
    assert acta.titulo == "No aceptación de un apoderamiento"
    texto = texto_de(acta)
    assert "no acepta la representación" in texto
    assert "deja de representar" not in texto


def test_con_un_documento_y_lo_que_falta_se_dice_todo() -> None:
    poder = inscribir()
    with pytest.raises(DatosIncorrectos) as error:
        terminar(poder, FinDeApoderamiento("otro", en_persona=True))
    assert problemas(error) == {"quien", "identificacion", "identidad_comprobada"}
    with pytest.raises(DatosIncorrectos) as error:
        terminar(poder, FinDeApoderamiento("representado", en_persona=False))
    assert problemas(error) == {"fichero"}
    con_escritura = terminar(poder, FinDeApoderamiento("representado", en_persona=False, fichero=fichero()))
    assert Documento.objects.get(id=str(con_escritura.documento_fin_id)).nombre_fichero == "papel.pdf"
    assert Evento.objects.get(tipo="registro.apoderamiento.terminado").datos["identificacion"] == ""


def test_una_entidad_no_comparece_y_lo_que_ya_acabo_no_se_revoca() -> None:
    de_entidad = inscribir(
        representado=DatosPersona("B09000001", "Obras, S. L."), acreditacion="documento", fichero=fichero()
    )
    with pytest.raises(DatosIncorrectos) as error:
        terminar(de_entidad)
    assert problemas(error) == {"medio"}
    poder = inscribir(hasta=date(2026, 11, 23))
    manana = type(LUNES)(LUNES.ahora().replace(day=24))
    with pytest.raises(Conflicto):
        acciones.terminar_en_oficina(actor=ROSA, representacion_id=poder.id, fin=EN_VENTANILLA, reloj=manana)
    with pytest.raises(NoPermitido):
        acciones.terminar_en_oficina(actor=OFICINA, representacion_id=poder.id, fin=EN_VENTANILLA, reloj=LUNES)


PRORROGA = ProrrogaDeApoderamiento(
    hasta=date(2031, 11, 23), en_persona=True, identificacion="dni", identidad_comprobada=True
)


def prorrogar(poder: Representacion, pedida: ProrrogaDeApoderamiento = PRORROGA) -> Representacion:
    return acciones.prorrogar_en_oficina(actor=ROSA, representacion_id=poder.id, pedida=pedida, reloj=LUNES)


def test_prorrogar_en_la_oficina_alarga_el_poder_con_su_acta_sellada_y_quien_comprobo_la_identidad() -> None:
    poder = inscribir()
    antes = poder.hasta
    prorrogado = prorrogar(poder)
    assert (prorrogado.hasta, prorrogado.prorrogada_el, prorrogado.estado) == (
        date(2031, 11, 23),
        LUNES.ahora(),
        "vigente",
    )
    acta = documento_de_prorroga(apoderamiento_para(ROSA, poder.id, motivo="prueba")[0])
    assert acta is not None
    assert (acta.plantilla, acta.titulo) == ("prorroga_apud_acta", "Prórroga de apoderamiento")
    assert "prorroga la representación" in texto_de(acta)
    assert SelloPedido.objects.filter(documento=acta, campo="sello").exists()
    hecho = Evento.objects.get(tipo="registro.apoderamiento.prorrogado")
    dicho = {"documento_id": str(acta.id), "identificacion": "dni"}
    assert hecho.datos == {"representacion_id": str(poder.id), **dicho}
    datos = Evento.objects.get(tipo="identidad.representacion.prorrogada").datos
    assert (datos["antes"], datos["hasta"]) == (antes.isoformat(), "2031-11-23")
    escrito = replace(PRORROGA, hasta=date(2031, 11, 24), en_persona=False, fichero=fichero())
    with pytest.raises(DatosIncorrectos) as error:  # five years from today, also with a document
        prorrogar(poder, escrito)
    assert problemas(error) == {"hasta"}


def test_una_prorroga_con_un_documento_y_lo_que_falta_se_dice_todo() -> None:
    poder = inscribir()
    with pytest.raises(DatosIncorrectos) as error:
        prorrogar(poder, ProrrogaDeApoderamiento(hasta=None, en_persona=True, fichero=fichero()))
    assert problemas(error) == {"hasta", "identificacion", "identidad_comprobada", "fichero"}
    with pytest.raises(DatosIncorrectos) as error:
        prorrogar(poder, ProrrogaDeApoderamiento(hasta=poder.hasta, en_persona=False))
    assert problemas(error) == {"hasta", "fichero"}
    hecha = prorrogar(poder, ProrrogaDeApoderamiento(date(2030, 1, 1), en_persona=False, fichero=fichero()))
    assert Documento.objects.get(id=str(hecha.documento_prorroga_id)).nombre_fichero == "papel.pdf"
    de_entidad = inscribir(
        representado=DatosPersona("B09000001", "Obras, S. L."), acreditacion="documento", fichero=fichero()
    )
    with pytest.raises(DatosIncorrectos) as error:
        prorrogar(de_entidad)
    assert problemas(error) == {"medio"}
    rea = inscribir(acreditacion="rea", referencia="REA-2026-1")
    with pytest.raises(Conflicto, match="no se prorroga aquí"):
        prorrogar(rea)
    terminar(poder)
    with pytest.raises(Conflicto):
        prorrogar(poder)
    with pytest.raises(NoPermitido):
        acciones.prorrogar_en_oficina(actor=OFICINA, representacion_id=rea.id, pedida=PRORROGA, reloj=LUNES)


def test_se_buscan_por_nif_o_nombre_de_cualquiera_de_las_dos_los_que_valen_y_los_que_no() -> None:
    vale = inscribir(representado=DatosPersona("67890123B", "Óscar", "Núñez"))
    terminado = terminar(inscribir())
    en = date(2026, 11, 23)

    def halla(texto: str, cuales: Cuales = Cuales.VIGENTES, dia: date = en) -> list[Representacion]:
        return lista(ROSA, texto=texto, cuales=cuales, en=dia, antes_de=None, cuantos=10)

    assert halla("") == [vale]
    assert halla("", Cuales.TERMINADOS) == [terminado]
    assert halla("", Cuales.TODOS) == [terminado, vale]
    for texto in ("67890123b", "oscar nunez", "ÓSCAR", "ortega", "87654321X núñez"):
        assert halla(texto) == [vale], texto
    assert halla("ruiz") == []
    assert halla("ruiz", Cuales.TERMINADOS) == [terminado]
    despues = date(2028, 11, 23)
    assert (halla("", dia=despues), halla("", Cuales.TERMINADOS, despues)) == ([], [terminado, vale])
    assert lista(ROSA, texto="", cuales=Cuales.TODOS, en=en, antes_de=terminado.id, cuantos=10) == [vale]
    assert lista(OFICINA, texto="", cuales=Cuales.TODOS, en=en, antes_de=None, cuantos=10) == []
    assert not Acceso.objects.filter(que="representaciones", objeto_id__in=["ruiz"]).exists()


def test_lo_que_da_la_ley_o_un_juez_no_se_revoca_ni_se_renuncia_en_persona_solo_con_su_documento() -> None:
    tutela = inscribir(acreditacion="legal", fichero=fichero(), identificacion="")
    for quien in ("representado", "representante"):
        with pytest.raises(DatosIncorrectos) as error:
            terminar(tutela, replace(EN_VENTANILLA, quien=quien))
        assert problemas(error) == {"medio"}
        assert "la ley o un juez" in str(error.value.problemas[0].mensaje)
    with pytest.raises(DatosIncorrectos) as error:
        terminar(tutela, FinDeApoderamiento("representado", en_persona=False))
    assert "resolución judicial" in str(error.value.problemas[0].mensaje)
    con_sentencia = terminar(tutela, FinDeApoderamiento("representado", en_persona=False, fichero=fichero()))
    assert con_sentencia.terminada_el == LUNES.ahora()
    assert Documento.objects.get(id=str(con_sentencia.documento_fin_id)).nombre_fichero == "papel.pdf"


def test_en_persona_y_con_un_documento_no_se_pierde_el_documento_sin_decirlo() -> None:
    with pytest.raises(DatosIncorrectos) as error:
        inscribir(fichero=fichero())
    assert problemas(error) == {"fichero"}
    poder = inscribir()
    with pytest.raises(DatosIncorrectos) as error:
        terminar(poder, replace(EN_VENTANILLA, fichero=fichero()))
    assert problemas(error) == {"fichero"}
    assert terminar(poder).estado == "revocada"


def test_lo_que_se_lee_pasa_por_la_traduccion(monkeypatch: pytest.MonkeyPatch) -> None:
    for modulo in (actas_de_poder, fin_de_poder, reglas):
        monkeypatch.setattr(modulo, "_", lambda texto: f"«{texto}»")
    assert (reglas.epigrafe_de("E", "TD99"), reglas.epigrafe_de("S", "TD99")) == ("«Escrito»", "«Oficio»")
    acta = Documento.objects.get(id=str(terminar(inscribir()).documento_fin_id))
    assert acta.titulo == "«Revocación de apoderamiento»"
    assert "«documento nacional de identidad»" in texto_de(acta)
