"""The office's own entries: all its fields, exits, reserved numbers, authentic copies; everything wrong is told at once."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pikepdf
import pytest

from consistorio.documental.documentos.cotejo import COTEJAR
from consistorio.documental.documentos.models import Cotejo, Documento
from consistorio.documental.firma.models import SelloPedido
from consistorio.documental.registro import acciones, justificante
from consistorio.documental.registro.consultas import reservas_con_libres
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.tests.factories import LUNES, OFICINA, empresa, persona, unidad
from consistorio.documental.registro.tipos import (
    Canal,
    CanalNotificacion,
    DatosComplementarios,
    DatosPersona,
    EntradaMostrador,
    Fichero,
    Origen,
    ParteEscrita,
    SalidaMostrador,
    Transporte,
)
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.plataforma.auditoria.models import Acceso, Evento

pytestmark = pytest.mark.django_db
HABILITADA = Actor(
    ClaseActor.EMPLEADO,
    UUID("019505d4-0000-7000-8000-000000000019"),
    "Eva Sanz",
    frozenset({*OFICINA.permisos, COTEJAR}),
    cargo="Auxiliar de registro",
)


def un_pdf(paginas: int = 2) -> bytes:
    salida = io.BytesIO()
    with pikepdf.new() as pdf:
        for _n in range(paginas):
            pdf.add_blank_page(page_size=(595, 842))
        pdf.save(salida, deterministic_id=True)
    return salida.getvalue()


def firmado() -> bytes:
    """A PDF with a signature field that holds a value."""
    salida = io.BytesIO()
    with pikepdf.open(io.BytesIO(un_pdf())) as pdf:
        firma = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("firma"), V=pikepdf.Dictionary())
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pdf.make_indirect(firma)]))
        pdf.save(salida)
    return salida.getvalue()


def fichero(validez: str = "EE99", *, datos: bytes = b"", nombre: str = "papel.pdf") -> Fichero:
    return Fichero(admitir(io.BytesIO(datos or un_pdf()), nombre=nombre), nombre, validez, "TD14")


def escrita(**cambios: object) -> EntradaMostrador:
    base = EntradaMostrador("Queja por ruidos", unidad().id, DatosPersona("12345678Z", "María", "Núñez"))
    return replace(base, **cambios)  # type: ignore[arg-type]


def anotar(clave: str = "a", *, actor: Actor = OFICINA, **cambios: object) -> Asiento:
    return acciones.anotar_en_mostrador(actor=actor, reloj=LUNES, clave_idempotencia=clave, entrada=escrita(**cambios))


def problemas(error: pytest.ExceptionInfo[DatosIncorrectos]) -> dict[str, str]:
    return {problema.campo: problema.mensaje for problema in error.value.problemas}


def test_todo_lo_que_trae_de_otro_registro_queda_en_el_asiento_y_en_su_recibo() -> None:
    empresa()
    francesa = DatosPersona("ab-12 345", "Zoé", "Dupont", tipo_documento="pasaporte", pais_documento="FR")
    viernes = datetime(2026, 11, 20, 10, 15, tzinfo=MADRID)
    asiento = anotar(
        representante=DatosPersona("87654321X", "Pedro", "Ortega"),
        canal_notificacion=CanalNotificacion.PAPEL,
        domicilio={"via": "Calle Mayor"},
        mas_partes=[ParteEscrita(francesa, canal=CanalNotificacion.ELECTRONICA, prefijo="otra1_")],
        canal=Canal.OTRO_REGISTRO,
        presentado=viernes,
        ficheros=[fichero()],
        complementos=DatosComplementarios(
            epigrafe="Queja o sugerencia",
            idioma="gl",
            expone="Hay ruido por la noche.",
            solicita="Que se mida.",
            transporte=Transporte.CERTIFICADO,
            numero_transporte="CD0001",
            referencia_externa="REF-7",
            origen=Origen("O00001234", "Registro de la Junta", "2026-77", viernes),
        ),
    )
    partes = {p.nif: (p.canal_notificacion, p.representante_nombre) for p in asiento.interesados.all()}
    assert partes == {"12345678Z": ("papel", "Pedro Ortega"), "AB12345": ("electronica", "")}
    assert (asiento.presentado_el, asiento.registrado_el) == (viernes, LUNES.momento)
    recibo = justificante.datos_de(asiento)
    assert recibo["epigrafe"] == "Queja o sugerencia"
    assert recibo["idioma"] == "Gallego"
    assert recibo["origen"] == "Registro de la Junta (O00001234) con el número 2026-77 el 20/11/2026 a las 10:15"
    assert recibo["transporte"] == "Correo certificado CD0001"
    assert (recibo["expone"], recibo["solicita"]) == ("Hay ruido por la noche.", "Que se mida.")
    assert recibo["documentos"][0]["tipo"] == "Solicitud"  # type: ignore[index]
    assert recibo["documentos"][0]["validez"] == "Copia sin cotejar u otro documento"  # type: ignore[index]
    plazos = " ".join(justificante.plazos_de(asiento))
    assert "Lo presentó a las 10:15:00 del viernes 20 de noviembre" in plazos
    assert "Entró en este registro a las 10:30:00 del lunes 23 de noviembre" in plazos


def test_el_epigrafe_sale_del_documento_si_nadie_lo_elige() -> None:
    assert anotar("a").epigrafe == "Escrito"
    assert anotar("b", ficheros=[fichero()]).epigrafe == "Solicitud"
    with pytest.raises(DatosIncorrectos) as error:
        anotar("c", complementos=DatosComplementarios(epigrafe="Lo que sea"))
    assert set(problemas(error)) == {"epigrafe"}


def test_todos_los_problemas_de_una_vez_y_nada_escrito() -> None:
    with pytest.raises(DatosIncorrectos) as error:
        anotar(
            interesado=DatosPersona("12345678A"),
            representante=DatosPersona("99999999R"),
            presenta=DatosPersona("X", tipo_documento="pasaporte", pais_documento=""),
            mas_partes=[ParteEscrita(DatosPersona("12345678A"), prefijo="otra1_")],
            unidad_id=None,
            canal=Canal.OTRO_REGISTRO,
            numero_reservado=(2026, 4),
            ficheros=[fichero("EE03")],
        )
    assert set(problemas(error)) == {
        *("nif", "representante_nombre", "presenta_nif", "presenta_pais_documento", "presenta_nombre", "otra1_nif"),
        *("unidad", "presentado", "origen_nombre", "numero_reservado", "validez"),
    }
    assert not Asiento.objects.exists()
    assert not Documento.objects.exists()


def test_la_misma_clave_con_otro_contenido_se_rechaza() -> None:
    primero = anotar("una", ficheros=[fichero()])
    assert anotar("una", ficheros=[fichero()]).id == primero.id
    assert Documento.objects.count() == 1
    otros: tuple[dict[str, object], ...] = (
        {"asunto": "Otra cosa", "ficheros": [fichero()]},
        {"ficheros": []},
        {"ficheros": [fichero("EE01")]},
        {"ficheros": [fichero()], "mas_partes": [ParteEscrita(DatosPersona("87654321X", "Pedro"))]},
    )
    for cambios in otros:
        with pytest.raises(Conflicto, match=primero.numero_completo):
            anotar("una", **cambios)  # type: ignore[arg-type]
    assert Asiento.objects.count() == 1


def test_solo_el_personal_habilitado_expide_copias_autenticas() -> None:
    with pytest.raises(DatosIncorrectos) as error:
        anotar(ficheros=[fichero("EE03")])
    assert "habilitado" in problemas(error)["validez"]
    with pytest.raises(DatosIncorrectos) as error:
        anotar(actor=HABILITADA, ficheros=[fichero("EE03", datos=b"un texto", nombre="nota.txt")])
    assert problemas(error)["ficheros"].startswith("nota.txt: ")
    for datos, porque in ((b"%PDF-1.7\nroto", "dañado"), (firmado(), "firma electrónica")):
        with pytest.raises(DatosIncorrectos) as error:
            anotar(actor=HABILITADA, ficheros=[fichero("EE03", datos=datos)])
        assert porque in problemas(error)["ficheros"]
    escaneo = fichero("EE03")
    asiento = anotar(actor=HABILITADA, ficheros=[escaneo])
    copia = asiento.documentos.get()
    cotejo = Cotejo.objects.get(documento=copia.documento_id)
    assert (cotejo.habilitado, cotejo.quien) == (HABILITADA.id, "Eva Sanz, Auxiliar de registro")
    assert (cotejo.cotejado_el, cotejo.escaneo) == (LUNES.momento, escaneo.contenido.sha256)
    assert (copia.validez, copia.observaciones) == ("EE03", "Cotejado con el papel por Eva Sanz, Auxiliar de registro")
    assert copia.sha256 != escaneo.contenido.sha256
    assert copia.documento.contenido.estado_antivirus == escaneo.contenido.estado_antivirus == "pendiente"
    assert SelloPedido.objects.filter(documento=copia.documento_id, campo="sello_de_copia").exists()
    hecho = Evento.objects.get(tipo="documento.copia.cotejada")
    assert hecho.datos["escaneo"] == escaneo.contenido.sha256
    assert anotar(actor=HABILITADA, ficheros=[escaneo]).id == asiento.id


def test_una_salida_con_sus_documentos_y_todo_lo_que_esta_mal() -> None:
    salida = SalidaMostrador(
        "Traslado de informe",
        unidad().id,
        [ParteEscrita(DatosPersona("B09000001", "Obras del Arlanzón, S. L."))],
        ficheros=[Fichero(admitir(io.BytesIO(un_pdf()), nombre="oficio.pdf"), "oficio.pdf", "EE01", "TD06")],
    )
    asiento = acciones.anotar_salida(actor=OFICINA, reloj=LUNES, clave_idempotencia="s", salida=salida)
    assert (asiento.numero_completo, asiento.epigrafe) == ("2026-S-00000001", "Comunicación")
    assert asiento.efectivo_el == asiento.registrado_el
    assert asiento.documentos.get().documento.origen_administracion
    propio = acciones.anotar_salida(
        actor=OFICINA,
        reloj=LUNES,
        clave_idempotencia="con-csv",
        salida=replace(salida, ficheros=[], csv=[asiento.documentos.get().csv]),
    )
    assert propio.documentos.get().documento_id == asiento.documentos.get().documento_id
    mirado = Acceso.objects.get(objeto_id=str(propio.documentos.get().documento_id), actor_id=OFICINA.id)
    assert (mirado.medio, mirado.motivo) == ("csv", "Anotar su salida")
    otra = replace(salida, asunto="Otro")
    with pytest.raises(Conflicto):
        acciones.anotar_salida(actor=OFICINA, reloj=LUNES, clave_idempotencia="s", salida=otra)
    mala = replace(
        salida, unidad_id=None, partes=[ParteEscrita(DatosPersona(""))], numero_reservado=(2026, 1), csv=["X"]
    )
    with pytest.raises(DatosIncorrectos) as error:
        acciones.anotar_salida(actor=OFICINA, reloj=LUNES, clave_idempotencia="t", salida=mala)
    assert set(problemas(error)) == {"unidad", "nif", "numero_reservado", "csv"}


def test_un_numero_reservado_se_usa_una_vez_con_la_hora_de_su_papel() -> None:
    acciones.reservar_numeros(actor=OFICINA, libro="E", cuantos=4, motivo="Corte de luz", reloj=LUNES)
    hace_poco = LUNES.momento - timedelta(minutes=20)
    with pytest.raises(DatosIncorrectos) as error:
        anotar(numero_reservado=(2026, 2))
    assert set(problemas(error)) == {"presentado"}
    asiento = anotar(numero_reservado=(2026, 2), presentado=hace_poco)
    assert (asiento.numero, asiento.presentado_el) == (2, hace_poco)
    assert anotar(numero_reservado=(2026, 2), presentado=hace_poco).id == asiento.id
    with pytest.raises(DatosIncorrectos) as error:
        anotar("otra", numero_reservado=(2026, 2), presentado=hace_poco)
    assert "ya se ha usado" in problemas(error)["numero_reservado"]
    assert [r.libres for r in reservas_con_libres()] == ["1, 3-4"]


def test_una_persona_conocida_no_necesita_nombre() -> None:
    persona()
    assert anotar(interesado=DatosPersona("12.345.678-Z")).interesados.get().nombre == "María Núñez"
