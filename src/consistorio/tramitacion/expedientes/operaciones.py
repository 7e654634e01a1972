"""Building blocks that change a case inside an open transaction. The caller holds the case's row lock (or has just made it)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.db.models import Max, Model, Q
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.identificadores import id_eni_expediente, uuid7, uuid7_de
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import alias_actual, exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.models import Persona, Representacion
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.tipos import FASES
from consistorio.tramitacion.expedientes.eventos import (
    DireccionPostalDada,
    DocumentoIncorporado,
    ExpedienteAbierto,
    ExpedienteArchivado,
    ExpedienteCerrado,
    FaseCambiada,
    InteresadoAnadido,
    InteresadoCambiado,
    InteresadoRetirado,
    RepresentacionAnotada,
    TituloCambiado,
    VersionCambiada,
)
from consistorio.tramitacion.expedientes.models import (
    DocumentoExpediente,
    Expediente,
    Interesado,
    PermisoExpediente,
)
from consistorio.tramitacion.expedientes.reglas import numero_de_expediente
from consistorio.tramitacion.formularios.valores import Valor

# A proof of notification that its job makes late, the correction of errors, legal at any time (109.2), and what becomes of the money of the case.
TRAS_EL_CIERRE = frozenset(
    {"notificacion", "evidencia", "rectificacion", "justificante_ingreso", "anulacion_liquidacion"}
)


def abrir(
    *,
    version: VersionProcedimiento,
    unidad: Unidad,
    titulo: str,
    datos: dict[str, Valor],
    actor: Actor,
    reloj: Reloj,
) -> Expediente:
    """Open a case with the next number of its series and year (no gaps: a rollback gives the number back).

    Writes: Expediente, SerieExpediente. Emits: expediente.abierto. LPACAP 70.
    """
    exigir_transaccion()
    identificador, anio = uuid7(), hoy(reloj).year
    serie = version.procedimiento.serie
    orden = _siguiente_orden(serie, anio)
    expediente = Expediente.objects.create(
        id=identificador,
        numero=numero_de_expediente(serie, anio, orden),
        serie=serie,
        anio=anio,
        orden=orden,
        id_eni=id_eni_expediente(settings.CONSISTORIO_ENTIDAD["dir3"], anio, identificador),
        version=version,
        titulo=titulo,
        unidad=unidad,
        fase=FASES[0],
        datos=datos,
        abierto_el=reloj.ahora(),
    )
    anotar(
        expediente.cadena,
        ExpedienteAbierto(expediente.id, expediente.numero, expediente.id_eni, version.id, unidad.id, expediente.fase),
        actor=actor,
        reloj=reloj,
    )
    return expediente


def abrir_antiguo(
    *,
    numero: str,
    version: VersionProcedimiento,
    unidad: Unidad,
    titulo: str,
    datos: dict[str, Valor],
    abierto_el: datetime,
    actor: Actor,
    reloj: Reloj,
) -> Expediente:
    """A case that was opened in another program, with the number and the day that it had there: in lists it goes with those of then. The caller closes
    it in the same transaction.

    Writes: Expediente, SerieExpediente. Emits: expediente.abierto (now: the log tells when it came). LPACAP 17, 70.
    """
    exigir_transaccion()
    identificador, anio, serie = uuid7_de(abierto_el), abierto_el.year, version.procedimiento.serie
    expediente = Expediente.objects.create(
        id=identificador,
        numero=numero,
        serie=serie,
        anio=anio,
        orden=_siguiente_orden(serie, anio),
        id_eni=id_eni_expediente(settings.CONSISTORIO_ENTIDAD["dir3"], anio, identificador),
        version=version,
        titulo=titulo,
        unidad=unidad,
        fase=FASES[-1],
        datos=datos,
        abierto_el=abierto_el,
    )
    hecho = ExpedienteAbierto(
        expediente.id, expediente.numero, expediente.id_eni, version.id, unidad.id, expediente.fase
    )
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    return expediente


def _siguiente_orden(serie: str, anio: int) -> int:
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(
            "INSERT INTO expedientes_serieexpediente (serie, anio, ultimo) VALUES (%s, %s, 1) "
            "ON CONFLICT (serie, anio) DO UPDATE SET ultimo = expedientes_serieexpediente.ultimo + 1 RETURNING ultimo",
            [serie, anio],
        )
        fila = cursor.fetchone()
    return int(fila[0])


def anadir_interesado(
    expediente: Expediente,
    persona: Persona,
    *,
    papel: str,
    canal: str,
    representante: Persona | None = None,
    representacion: Representacion | None = None,
    correo_aviso: str = "",
    telefono_aviso: str = "",
    domicilio: dict[str, Valor] | None = None,
    direccion_postal: dict[str, Valor] | None = None,
    actor: Actor,
    reloj: Reloj,
) -> Interesado:
    """Add a party. Who is obliged to electronic means, or is represented by one who is (14.2), is told things electronically.

    Writes: Interesado. Emits: expediente.interesado.anadido. Raises Conflicto when that person already is a party.
    """
    exigir_transaccion()
    if expediente.interesados.filter(persona=persona, hasta=None).exists():
        raise Conflicto(_("Esa persona ya es parte en el expediente."))
    obligada, causa = _obligacion(persona, representante)
    canal_efectivo = Interesado.Canal.ELECTRONICA if obligada else canal
    interesado = Interesado.objects.create(
        expediente=expediente,
        persona=persona,
        representante=representante,
        representacion=representacion,
        acreditacion=_acreditacion(representante, representacion),
        papel=papel,
        canal=canal_efectivo,
        obligado=obligada,
        causa_obligacion=causa,
        correo_aviso=correo_aviso,
        telefono_aviso=telefono_aviso,
        domicilio=domicilio or {},
        direccion_postal=direccion_postal or {},
        desde=reloj.ahora(),
    )
    anotar(
        expediente.cadena,
        InteresadoAnadido(
            expediente.id, persona.id, representante.id if representante else None, papel, canal_efectivo
        ),
        actor=actor,
        reloj=reloj,
    )
    return interesado


def _obligacion(persona: Persona, representante: Persona | None) -> tuple[bool, str]:
    """Whether LPACAP 14.2 obliges, and why: the person; else the representative of an obliged one keeps being so (14.2.d)."""
    if persona.obligada:
        return True, persona.causa_obligacion
    if representante is not None and representante.obligada:
        return True, representante.causa_obligacion
    return False, ""


def _acreditacion(representante: Persona | None, representacion: Representacion | None) -> str:
    if representante is None:
        return Interesado.Acreditacion.NO_PROCEDE
    return Interesado.Acreditacion.PENDIENTE if representacion is None else Interesado.Acreditacion.PODER


def anotar_acreditacion(interesado: Interesado, acreditacion: str, *, actor: Actor, reloj: Reloj) -> None:
    """Note whether who acts for a party has accredited it (LPACAP 5.4, 5.6).

    Writes: Interesado. Emits: expediente.representacion.anotada.
    """
    exigir_transaccion()
    interesado.acreditacion = acreditacion
    interesado.save(update_fields=["acreditacion"])
    anotar(
        interesado.expediente.cadena,
        RepresentacionAnotada(
            interesado.expediente_id, interesado.persona_id, interesado.representante_id, acreditacion
        ),
        actor=actor,
        reloj=reloj,
    )


def retirar_interesado(interesado: Interesado, *, actor: Actor, reloj: Reloj) -> None:
    """The person is no longer a party. Writes: Interesado. Emits: expediente.interesado.retirado."""
    exigir_transaccion()
    interesado.hasta = reloj.ahora()
    interesado.save(update_fields=["hasta"])
    anotar(
        interesado.expediente.cadena,
        InteresadoRetirado(interesado.expediente_id, interesado.persona_id),
        actor=actor,
        reloj=reloj,
    )


def cambiar_representante(
    interesado: Interesado,
    *,
    representante: Persona | None,
    representacion: Representacion | None,
    actor: Actor,
    reloj: Reloj,
) -> Interesado:
    """Change who acts for a party, and with that whom notices reach. Writes: Interesado. Emits: expediente.interesado.cambiado. LPACAP 5."""
    exigir_transaccion()
    if representante != interesado.representante:
        # Who acted before must not go on being warned: the contact given for the case was theirs
        receptor = representante or interesado.persona
        interesado.correo_aviso, interesado.telefono_aviso = receptor.correo, receptor.telefono
        interesado.domicilio, interesado.direccion_postal = {}, {}
    interesado.representante, interesado.representacion = representante, representacion
    interesado.acreditacion = _acreditacion(representante, representacion)
    obligada, causa = _obligacion(interesado.persona, representante)
    interesado.obligado, interesado.causa_obligacion = obligada, causa
    if obligada:
        interesado.canal = Interesado.Canal.ELECTRONICA
    interesado.save(
        update_fields=[
            "representante",
            "representacion",
            "acreditacion",
            "obligado",
            "causa_obligacion",
            "canal",
            "correo_aviso",
            "telefono_aviso",
            "domicilio",
            "direccion_postal",
        ]
    )
    anotar(
        interesado.expediente.cadena,
        InteresadoCambiado(
            interesado.expediente_id,
            interesado.persona_id,
            representante.id if representante else None,
            interesado.papel,
            interesado.canal,
        ),
        actor=actor,
        reloj=reloj,
    )
    return interesado


def dar_direccion_postal(
    interesado: Interesado, direccion: Mapping[str, str], *, actor: Actor, reloj: Reloj
) -> Interesado:
    """Where a party wants to receive paper in this case from now on. Writes: Interesado. Emits: expediente.interesado.direccion_postal.

    LPACAP 41.3. `domicilio` stays: by it their inhábiles are counted (30.6), also in terms that run already.
    """
    exigir_transaccion()
    interesado.direccion_postal = dict(direccion)
    interesado.save(update_fields=["direccion_postal"])
    hecho = DireccionPostalDada(interesado.expediente_id, interesado.persona_id)
    anotar(interesado.expediente.cadena, hecho, actor=actor, reloj=reloj)
    return interesado


def incorporar_documento(
    expediente: Expediente,
    *,
    documento_id: UUID,
    huella: str,
    origen: str,
    requisito: str = "",
    visible_interesado: bool = True,
    actor: Actor,
    reloj: Reloj,
) -> DocumentoExpediente:
    """Put a document in the next place of the index; a second time is the same place. `huella`: SHA-256 of its content now.

    `origen`: solicitud, subsanacion, alegaciones, recurso, requerimiento, informe, resolucion, notificacion, ...
    Writes: DocumentoExpediente. Emits: expediente.documento.incorporado. LPACAP 70.2. Raises Conflicto when it was taken from there or the case is closed,
    but for the traces of what was done before (`TRAS_EL_CIERRE`), with which its export signs another index.
    """
    exigir_transaccion()
    puestos = expediente.documentos.aggregate(
        ultimo=Max("orden"), suyo=Max("orden", filter=Q(documento_id=documento_id))
    )
    if puestos["suyo"] is not None:
        puesto = expediente.documentos.get(documento_id=documento_id)
        if puesto.llevado_id is not None:
            raise Conflicto(
                _("Ese documento estuvo en el expediente %(n)s y se llevó a otro.") % {"n": expediente.numero},
                que_hacer=_("Si es de este, llévelo de vuelta desde el otro."),
            )
        return puesto
    if expediente.estado == Expediente.Estado.ARCHIVADO:
        raise Conflicto(_("El expediente está en el archivo y no admite más documentos."))
    if expediente.estado == Expediente.Estado.CERRADO and origen not in TRAS_EL_CIERRE:
        raise Conflicto(
            _("El expediente %(n)s está cerrado: su índice está firmado y no admite más documentos.")
            % {"n": expediente.numero},
            que_hacer=_("Lo que llegue después va en un expediente nuevo, relacionado con él."),
        )
    orden = (puestos["ultimo"] or 0) + 1
    puesto = DocumentoExpediente.objects.create(
        expediente=expediente,
        documento_id=documento_id,
        orden=orden,
        incorporado_el=reloj.ahora(),
        huella=huella,
        origen=origen,
        requisito=requisito,
        visible_interesado=visible_interesado,
    )
    anotar(
        expediente.cadena,
        DocumentoIncorporado(expediente.id, documento_id, orden, huella, origen),
        actor=actor,
        reloj=reloj,
    )
    return puesto


def mostrar_a_interesados(expediente_id: UUID, documento_ids: Sequence[UUID], *, visible: bool) -> None:
    """Let the parties see some documents of a case, or not yet: what waits to be notified is read by appearing (LPACAP 43.1).

    Writes: DocumentoExpediente. The fact that allows it is noted by the caller.
    """
    exigir_transaccion()
    DocumentoExpediente.objects.filter(expediente_id=expediente_id, documento_id__in=documento_ids).update(
        visible_interesado=visible
    )


def cambiar_fase(expediente: Expediente, fase: str, *, actor: Actor, reloj: Reloj, atras: bool = False) -> None:
    """Move the case forward to a phase; back to it only when told that what moved it was undone (`atras`).

    Writes: Expediente. Emits: expediente.fase.cambiada.
    """
    exigir_transaccion()
    salto = FASES.index(fase) - FASES.index(expediente.fase)
    if salto == 0 or (salto < 0 and not atras):
        return
    expediente.fase = fase
    expediente.save(update_fields=["fase"])
    anotar(expediente.cadena, FaseCambiada(expediente.id, fase), actor=actor, reloj=reloj)


def cambiar_datos(expediente: Expediente, datos: dict[str, Valor]) -> None:
    """The answers of a case whose application came without any, once somebody wrote them down; whoever does notes the fact.

    Writes: Expediente.
    """
    exigir_transaccion()
    expediente.datos = datos
    expediente.save(update_fields=["datos"])


def cambiar_version(
    expediente: Expediente,
    version: VersionProcedimiento,
    *,
    pedido_por: UUID,
    motivo_id: UUID,
    actor: Actor,
    reloj: Reloj,
) -> None:
    """The case goes on under another version. `motivo_id`: the act that says who asked and why.

    Writes: Expediente. Emits: expediente.version.cambiada.
    """
    exigir_transaccion()
    hecho = VersionCambiada(expediente.id, version.id, expediente.version_id, pedido_por, motivo_id)
    expediente.version = version
    expediente.save(update_fields=["version"])
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)


def cambiar_titulo(expediente: Expediente, titulo: str, *, actor: Actor, reloj: Reloj) -> None:
    """Another title, when it is one. Writes: Expediente. Emits: expediente.titulo.cambiado."""
    exigir_transaccion()
    if titulo == expediente.titulo:
        return
    expediente.titulo = titulo
    expediente.save(update_fields=["titulo"])
    huella = hashlib.sha256(titulo.encode()).hexdigest()
    anotar(expediente.cadena, TituloCambiado(expediente.id, huella), actor=actor, reloj=reloj)


def cerrar(
    expediente: Expediente,
    *,
    resultado: str,
    actor: Actor,
    reloj: Reloj,
    filas: Sequence[Model] = (),
    cerrado_el: datetime | None = None,
) -> None:
    """Close an open case. `resultado`: a code such as estimada, desestimada, desistida, caducada. `filas`: rows of whoever closes
    that the fact vouches for. `cerrado_el`: when it was, in another program; now by default.

    Writes: Expediente. Emits: expediente.cerrado. Raises Conflicto when it is not open.
    """
    exigir_transaccion()
    if expediente.estado != Expediente.Estado.ABIERTO:
        raise Conflicto(_("El expediente %(n)s ya está cerrado.") % {"n": expediente.numero})
    expediente.estado, expediente.resultado = Expediente.Estado.CERRADO, resultado
    expediente.cerrado_el = cerrado_el or reloj.ahora()
    expediente.save(update_fields=["estado", "resultado", "cerrado_el"])
    anotar(expediente.cadena, ExpedienteCerrado(expediente.id, resultado), actor=actor, reloj=reloj, filas=filas)


def archivar(expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """Send a closed case to the archive. Writes: Expediente. Emits: expediente.archivado. Raises Conflicto."""
    exigir_transaccion()
    if expediente.estado != Expediente.Estado.CERRADO:
        raise Conflicto(_("Solo se archiva un expediente cerrado."))
    expediente.estado, expediente.archivado_el = Expediente.Estado.ARCHIVADO, reloj.ahora()
    expediente.save(update_fields=["estado", "archivado_el"])
    anotar(expediente.cadena, ExpedienteArchivado(expediente.id), actor=actor, reloj=reloj)


def dar_acceso(
    expediente_id: UUID,
    *,
    referencia: UUID,
    causa: str,
    momento: datetime,
    unidad_id: UUID | None = None,
    empleado_id: UUID | None = None,
) -> None:
    """Let a unit or an employee see one case while something lasts. `referencia`: the id of what lasts (a task, a circuit)."""
    dar_accesos(
        [
            PermisoExpediente(
                expediente_id=expediente_id,
                referencia=referencia,
                causa=causa,
                desde=momento,
                unidad_id=unidad_id,
                empleado_id=empleado_id,
            )
        ]
    )


def dar_accesos(permisos: Sequence[PermisoExpediente]) -> None:
    """The same for several: each names its case, its unit or its employee, and what lasts. Writes: PermisoExpediente."""
    exigir_transaccion()
    PermisoExpediente.objects.bulk_create(permisos)


def retirar_acceso(*, referencia: UUID, momento: datetime, empleado_id: UUID | None = None) -> None:
    """End the access given because of something; only that of an employee when `empleado_id` is given."""
    exigir_transaccion()
    permisos = PermisoExpediente.objects.filter(referencia=referencia, hasta=None)
    if empleado_id is not None:
        permisos = permisos.filter(empleado_id=empleado_id)
    permisos.update(hasta=momento)
