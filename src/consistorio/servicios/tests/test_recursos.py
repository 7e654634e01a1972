"""An appeal from its filing to its export: a case of its own, decided by whoever gave the decision, and nothing lost on the way."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.models import PasoFirma
from consistorio.documental.registro.models import Asiento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, FaseIncompatible
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion.consultas import puesto_de_organo
from consistorio.servicios.archivo import acciones as archivo
from consistorio.servicios.incidencias import acciones as incidencias
from consistorio.servicios.incidencias import trabajos
from consistorio.servicios.notificaciones import acciones as notificaciones
from consistorio.servicios.notificaciones.trabajos import barrer_caducadas
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.recursos import causa_de_inadmision, se_puede_recurrir
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.acciones import diligenciar, rectificar_error
from consistorio.tramitacion.expedientes.models import Expediente, Relacion
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.models import Plazo, Tarea
from consistorio.tramitacion.solicitudes.models import Aportacion
from consistorio.tramitacion.tests.factories import aportar
from consistorio.tramitacion.tests.firmas import firmado, firmar

pytestmark = [pytest.mark.lento, pytest.mark.django_db]
ANA = "12345678Z"
FIRMAS = escenario.SISTEMA.con_permisos("resolucion.documentar", "expediente.ver")
ARCHIVERA = Actor.sistema(
    "archivo de prueba", "archivo.exportar", "archivo.transferir", "expediente.ver", "control.expedientes"
)


def recurrir(expediente: Expediente, reloj: RelojDePrueba, *, clave: str = "recurre") -> Aportacion:
    return aportar(
        expediente,
        reloj,
        "recurso",
        actor=escenario.ciudadana(ANA),
        texto="La condición impuesta no tiene base legal.",
        clave=clave,
    )


def admitir(recurso: Expediente, reloj: RelojDePrueba) -> None:
    revision = Tarea.objects.get(expediente=recurso, tipo="revision", cerrada_el=None)
    motor.completar_tarea(actor=escenario.empleado("marta", reloj), tarea_id=revision.id, resultado={}, reloj=reloj)


def cerrar(expediente: Expediente, reloj: RelojDePrueba) -> None:
    manos.correr()
    escenario.completar(expediente, "libre", {"codigo": "hecha"}, reloj)
    archivo.cerrar(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)
    manos.correr()


def rectificar(expediente: Expediente, reloj: RelojDePrueba) -> None:
    rectificar_error(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        donde_dice="Calle Mayor, 41",
        debe_decir="Calle Mayor, 14",
        motivo="Se bailaron las cifras.",
        reloj=reloj,
    )


def exportado(expediente: Expediente, carpeta: Path, reloj: RelojDePrueba) -> int:
    """How many documents the package has; each of the case is in its index and has its file."""
    indice = archivo.exportar_eni(actor=ARCHIVERA, expediente_id=expediente.id, carpeta=carpeta, reloj=reloj).read_text(
        encoding="utf-8"
    )
    ficheros = [f.name for f in (carpeta / "documentos").iterdir()]
    documentos = Documento.objects.filter(id__in=expediente.documentos.values("documento_id"))
    for id_eni in documentos.values_list("id_eni", flat=True):
        assert id_eni in indice
        assert any(id_eni in fichero for fichero in ficheros)
    assert len(ficheros) == documentos.count()
    return len(ficheros)


def decidida(reloj: RelojDePrueba, *, se_abre: bool = True) -> Expediente:
    """A grant signed, as the circuit says, and opened by the party that day; or at their disposal from then, and never opened."""
    expediente = escenario.caso_por_proponer(reloj)
    manos.proponer(expediente, "estima", reloj)
    resolucion = manos.elevar(expediente, reloj)
    vaciar_colas(colas=["documentos"])
    resolucion.refresh_from_db()
    assert resolucion.documento_id is not None
    resoluciones.recoger_firma(
        actor=FIRMAS, resolucion_id=resolucion.id, documento_id=resolucion.documento_id, reloj=reloj
    )
    notificaciones.emitir(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)
    referencia = f"resolucion:{resolucion.id}"
    if se_abre:
        manos.abrir_notificacion(expediente, referencia, ANA, reloj)
    else:
        manos.disponer_notificacion(expediente, referencia, ANA, reloj)
    return expediente


@pytest.mark.usefixtures("villa_que_firma", "personal_que_firma")
def test_from_the_grant_to_the_decided_appeal_everything_leaves(reloj: RelojDePrueba, tmp_path: Path) -> None:
    reloj.poner(datetime.now(UTC))
    original = escenario.caso_por_proponer(reloj)
    manos.proponer(original, "estima", reloj)
    concedida = manos.decretar(original, reloj)
    manos.notificada(original, ANA, reloj)
    cerrar(original, reloj)
    antes = exportado(original, tmp_path / "original", reloj)
    aportacion = recurrir(original, reloj)
    recurso = Expediente.objects.get(id=aportacion.expediente_id)
    assert recurrir(original, reloj).id == aportacion.id  # the same key is the same appeal
    assert exportado(original, tmp_path / "original_despues", reloj) == antes
    assert Asiento.objects.get(id=aportacion.asiento_id).numero_expediente == recurso.numero
    assert Relacion.objects.get(expediente=recurso).otro_id == original.id
    manos.correr()
    with pytest.raises(FaseIncompatible) as error:  # the appeal is under way
        archivo.transferir(actor=ARCHIVERA, expediente_id=original.id, reloj=reloj)
    assert recurso.numero in error.value.que_hacer
    admitir(recurso, reloj)
    manos.proponer(recurso, "estima_parcial", reloj)
    decision = manos.decretar(recurso, reloj)
    assert (decision.organo, decision.organo_texto) == (concedida.organo, concedida.organo_texto)
    assert [r["tipo"] for r in decision.recursos] == ["contencioso"]
    assert concedida.numero_completo in " ".join(decision.decision)
    manos.notificada(recurso, ANA, reloj)
    cerrar(recurso, reloj)
    assert exportado(recurso, tmp_path / "recurso", reloj) >= 5
    with pytest.raises(FaseIncompatible):  # no appeal against the decision of an appeal
        recurrir(recurso, reloj, clave="otra")
    assert archivo.transferir(actor=ARCHIVERA, expediente_id=original.id, reloj=reloj).estado == "archivado"
    with pytest.raises(Conflicto):
        rectificar(original, reloj)
    assert exportado(original, tmp_path / "original_archivado", reloj) == antes


@pytest.mark.usefixtures("villa_que_firma", "personal_que_firma")
def test_a_closed_case_takes_corrections_alone_and_its_export_has_them(reloj: RelojDePrueba, tmp_path: Path) -> None:
    reloj.poner(datetime.now(UTC))
    expediente = escenario.caso_por_proponer(reloj)
    manos.proponer(expediente, "estima", reloj)
    manos.decretar(expediente, reloj)
    manos.notificada(expediente, ANA, reloj)
    cerrar(expediente, reloj)
    antes = exportado(expediente, tmp_path / "antes", reloj)
    marta = escenario.empleado("marta", reloj)
    with pytest.raises(Conflicto):
        diligenciar(actor=marta, expediente_id=expediente.id, texto="Llegó otra cosa.", reloj=reloj)
    with pytest.raises(FaseIncompatible):
        aportar(expediente, reloj, "otro", actor=escenario.ciudadana(ANA), texto="Otra cosa.", clave="otro")
    rectificar(expediente, reloj)
    assert exportado(expediente, tmp_path / "despues", reloj) == antes + 1


def test_its_term_is_one_month_and_its_silence_negative(reloj: RelojDePrueba) -> None:
    reloj.poner(datetime(2026, 9, 7, 9, tzinfo=UTC))
    original = decidida(reloj)
    with pytest.raises(FaseIncompatible):
        recurrir(escenario.caso(reloj, solicitante=ANA), reloj, clave="sin_decidir")
    recurso = recurrir(original, reloj).expediente
    plazo = Plazo.objects.get(expediente=recurso)
    assert (plazo.vence, plazo.silencio) == (date(2026, 10, 7), "desestimatorio")
    assert recurso.unidad_id == original.unidad_id
    assert not original.documentos.filter(origen="recurso").exists()
    with pytest.raises(FaseIncompatible):  # one at a time
        recurrir(original, reloj, clave="otro_mas")


@pytest.mark.parametrize(
    ("dia", "tarde"),
    [(datetime(2026, 10, 7, 21, tzinfo=UTC), False), (datetime(2026, 10, 8, 9, tzinfo=UTC), True)],
)
def test_a_late_appeal_is_taken_and_not_admitted(reloj: RelojDePrueba, dia: datetime, tarde: bool) -> None:
    reloj.poner(datetime(2026, 9, 7, 9, tzinfo=UTC))
    original = decidida(reloj)
    reloj.poner(dia)
    recurso = recurrir(original, reloj).expediente
    admitir(recurso, reloj)
    resolucion = manos.proponer(recurso, "deniega", reloj)
    assert any("116.d" in aviso for aviso in resolucion.advertencias) is tarde
    marta = escenario.empleado("marta", reloj)
    resoluciones.retirar_propuesta(actor=marta, expediente_id=recurso.id, motivo="Está fuera de plazo.", reloj=reloj)
    inadmitida = manos.proponer(recurso, "inadmite", reloj)
    assert ("07/10/2026" in " ".join(inadmitida.decision)) is tarde
    assert Resolucion.objects.filter(expediente=recurso).count() == 1


@pytest.mark.parametrize("firmada", [True, False])
def test_an_incident_of_the_sede_gives_days_to_appeal_too(reloj: RelojDePrueba, firmada: bool) -> None:
    """LPACAP 32.4: the term to appeal is written in no case, so the decision that extends it counts also once it was applied."""
    reloj.poner(datetime(2026, 9, 7, 9, tzinfo=UTC))
    original = decidida(reloj)
    reloj.poner(datetime(2026, 10, 7, 9, tzinfo=UTC))
    if firmada:
        ampliada(date(2026, 10, 9), reloj)
    reloj.poner(datetime(2026, 10, 9, 9, tzinfo=UTC))
    assert se_puede_recurrir(original, en=date(2026, 10, 9)) is firmada
    assert not se_puede_recurrir(original, en=date(2026, 10, 10))
    assert ("07/10/2026" in causa_de_inadmision(recurrir(original, reloj).expediente)) is not firmada


def test_a_decision_of_before_the_notification_gives_no_days_to_appeal(reloj: RelojDePrueba) -> None:
    reloj.poner(datetime(2026, 9, 1, 9, tzinfo=UTC))
    ampliada(date(2026, 10, 30), reloj)
    reloj.poner(datetime(2026, 9, 7, 9, tzinfo=UTC))
    original = decidida(reloj)
    assert se_puede_recurrir(original, en=date(2026, 10, 7))
    assert not se_puede_recurrir(original, en=date(2026, 10, 8))


def ampliada(hasta: date, reloj: RelojDePrueba) -> None:
    """The sede does not work: what has not ended lasts until that day, and it was taken to the cases."""
    tecnico = Actor.sistema("técnico", "sistema.incidencias")
    incidencia = incidencias.anotar_incidencia(
        actor=tecnico, titulo="No se puede presentar nada", descripcion="El registro no responde.", desde=reloj.ahora(), hasta=None,
        reloj=reloj,
    )  # fmt: skip
    incidencias.publicar(actor=tecnico, incidencia_id=incidencia.id, reloj=reloj)
    propuesta = incidencias.proponer_ampliacion(
        actor=tecnico, incidencia_id=incidencia.id, hasta=hasta, motivo="Un día sin registro.", reloj=reloj
    )
    firmar(propuesta.documento_id, reloj)
    trabajos.recoger_firma(ampliacion_id=str(propuesta.id))
    trabajos.aplicar(ampliacion_id=str(propuesta.id))
    propuesta.refresh_from_db()
    assert propuesta.aplicada_el is not None


def test_its_term_runs_from_the_legal_day_of_an_expired_notification_not_from_the_sweep(reloj: RelojDePrueba) -> None:
    reloj.poner(datetime(2026, 9, 7, 9, tzinfo=UTC))
    original = decidida(reloj, se_abre=False)  # ten natural days: it expires on 17 September
    reloj.poner(datetime(2026, 10, 5, 9, tzinfo=UTC))  # the workers were stopped meanwhile
    barrer_caducadas()
    reloj.poner(datetime(2026, 10, 20, 9, tzinfo=UTC))
    recurso = recurrir(original, reloj).expediente
    assert "19/10/2026" in causa_de_inadmision(recurso)  # the 17th of October is a Saturday


def test_the_certificate_of_its_silence_is_signed_by_the_organ_that_gave_the_decision(reloj: RelojDePrueba) -> None:
    reloj.poner(datetime(2026, 9, 7, 9, tzinfo=UTC))
    original = decidida(reloj)
    recurso = recurrir(original, reloj).expediente
    reloj.poner(datetime(2026, 10, 9, 9, tzinfo=UTC))
    manos.barrer(reloj)
    acto = motor.certificar_silencio(actor=escenario.empleado("marta", reloj), expediente_id=recurso.id, reloj=reloj)
    paso = PasoFirma.objects.get(circuito__documento_id=acto.documento_id)
    assert paso.puesto.codigo == puesto_de_organo(original.version.tipada.legal.organo.codigo).codigo
    firmado(acto, reloj)
    assert not recurso.tareas.filter(tipo="certificado_silencio", cerrada_el=None).exists()
