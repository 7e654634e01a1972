"""What other rooms compose about forms, inside an action's transaction."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import connections
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import alias_actual, exigir_transaccion
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.formularios import reglas
from consistorio.tramitacion.formularios.eventos import AdjuntoAnadido, BorradorCreado, BorradorGuardado
from consistorio.tramitacion.formularios.models import AdjuntoBorrador, Borrador, DefinicionFormulario
from consistorio.tramitacion.formularios.tipos import Requisito
from consistorio.tramitacion.formularios.valores import Valor

VIDA_DE_UN_BORRADOR = timedelta(days=30)


def cadena_de(borrador: Borrador) -> str:
    """Name of the chain of facts of a draft: whoever writes theirs waits for nobody."""
    return f"borrador:{borrador.id}"


def crear_definicion(*, codigo: str, esquema: dict[str, Valor], huella: str, reloj: Reloj) -> DefinicionFormulario:
    """The next version of a form; the last one when nothing changed. Writes: DefinicionFormulario."""
    exigir_transaccion()
    ultima = DefinicionFormulario.objects.filter(codigo=codigo).order_by("-numero").first()
    return DefinicionFormulario.objects.create(
        codigo=codigo,
        numero=ultima.numero + 1 if ultima else 1,
        esquema=esquema,
        huella=huella,
        creada_el=reloj.ahora(),
    )


def crear_borrador(
    *,
    procedimiento: str,
    formulario_id: UUID,
    representado_id: UUID | None,
    actor: Actor,
    reloj: Reloj,
    expediente_id: UUID | None = None,
    clase: str = "",
    sin_poder: bool = False,
) -> Borrador:
    """Start a draft of the actor (a citizen). Its number takes no gapless book: it is only to find it again.

    With `expediente_id` and `clase` it is a later submission to that case. `sin_poder`: nobody has registered a power (LPACAP 5.6).

    Writes: Borrador. Emits: formularios.borrador.creado.
    """
    exigir_transaccion()
    ahora = reloj.ahora()
    borrador = Borrador.objects.create(
        numero=_numero(hoy(reloj).year),
        procedimiento=procedimiento,
        formulario_id=formulario_id,
        titular_id=actor.id,
        representado_id=representado_id,
        sin_poder=sin_poder,
        expediente_id=expediente_id,
        clase=clase,
        creado_el=ahora,
        guardado_el=ahora,
        caduca_el=ahora + VIDA_DE_UN_BORRADOR,
    )
    anotar(cadena_de(borrador), BorradorCreado(borrador.id, procedimiento, formulario_id), actor=actor, reloj=reloj)
    return borrador


def _numero(anio: int) -> str:
    """The next number of the year, as `2026-BOR-000123`."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(
            "INSERT INTO formularios_serieborrador (anio, ultimo) VALUES (%s, 1) "
            "ON CONFLICT (anio) DO UPDATE SET ultimo = formularios_serieborrador.ultimo + 1 RETURNING ultimo",
            [anio],
        )
        fila = cursor.fetchone()
    return f"{anio}-BOR-{int(fila[0]):06d}"


def guardar_respuestas(
    borrador: Borrador, respuestas: dict[str, Valor], *, paso: str, actor: Actor, reloj: Reloj
) -> None:
    """Keep what was typed; the draft's life starts again. Writes: Borrador. Emits: formularios.borrador.guardado."""
    exigir_transaccion()
    borrador.datos = respuestas
    borrador.guardado_el = reloj.ahora()
    borrador.caduca_el = borrador.guardado_el + VIDA_DE_UN_BORRADOR
    borrador.aviso_caducidad_el = None  # it expires on another day now; the first reminder is never repeated
    borrador.save(update_fields=["datos", "guardado_el", "caduca_el", "aviso_caducidad_el"])
    anotar(cadena_de(borrador), BorradorGuardado(borrador.id, paso), actor=actor, reloj=reloj)


def poner_adjunto(
    borrador: Borrador, pedido: Requisito, contenido: Contenido, *, nombre: str, actor: Actor, reloj: Reloj
) -> AdjuntoBorrador:
    """Note a stored content as an attachment. The same file twice is one.

    Writes: AdjuntoBorrador. Emits: formularios.adjunto.anadido. Raises DatosIncorrectos.
    """
    exigir_transaccion()
    ya = list(borrador.adjuntos.filter(requisito=pedido.codigo))
    repetido = next((adjunto for adjunto in ya if adjunto.contenido == contenido.sha256), None)
    if repetido is not None:
        return repetido
    fichero = reglas.Fichero(nombre, contenido.tamano, contenido.tipo_mime, contenido.estado_antivirus)
    motivo = reglas.rechazo_de_adjunto(pedido, fichero, len(ya))
    if motivo:
        raise DatosIncorrectos(motivo, problemas=[Problema(pedido.codigo, motivo)])
    adjunto = AdjuntoBorrador.objects.create(
        borrador=borrador,
        requisito=pedido.codigo,
        contenido=contenido.sha256,
        nombre=nombre[:255] or "documento",
        tamano=contenido.tamano,
        tipo_mime=contenido.tipo_mime,
        subido_el=reloj.ahora(),
    )
    anotar(cadena_de(borrador), AdjuntoAnadido(borrador.id, pedido.codigo, contenido.sha256), actor=actor, reloj=reloj)
    return adjunto


def marcar_presentado(borrador: Borrador, *, reloj: Reloj) -> None:
    """Close a draft that has been filed. Raises Conflicto if it already was."""
    exigir_transaccion()
    ahora = reloj.ahora()
    cambiados = Borrador.objects.filter(id=borrador.id, estado=Borrador.Estado.VIVO).update(
        estado=Borrador.Estado.PRESENTADO, presentado_el=ahora, datos={}
    )
    if not cambiados:
        raise Conflicto(_("Este borrador ya se presentó."))
    borrador.adjuntos.all().delete()
    borrador.interesados.all().delete()
