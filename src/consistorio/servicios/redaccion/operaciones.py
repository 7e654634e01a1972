"""What changes the drafts of a case inside somebody's open transaction, with the case locked."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, en_madrid
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.redaccion.eventos import VersionSubida
from consistorio.servicios.redaccion.models import BorradorDocumento, Conversion, Prestamo, VersionBorrador
from consistorio.servicios.redaccion.reglas import TEXTOS, nombre_en_pdf, promete_otra_cosa


def prestamo_de(borrador: BorradorDocumento) -> Prestamo | None:
    """Who has it out now."""
    return Prestamo.objects.select_related("empleado__persona").filter(borrador=borrador).first()


def quien_lo_tiene(prestamo: Prestamo) -> str:
    """«Lo tiene Marta Gil desde las 10:15 del 29/11/2026.»"""
    desde = en_madrid(prestamo.desde)
    return _("Lo tiene %(q)s desde las %(h)s del %(d)s.") % {
        "q": prestamo.empleado.nombre,
        "h": f"{desde:%H:%M}",
        "d": f"{desde:%d/%m/%Y}",
    }


def exigir_que_se_escriba(borrador: BorradorDocumento, actor: Actor) -> None:
    """Assert that it is being written, by somebody of the staff, in a case that is open, and that nobody else has it out.

    Raises NoPermitido, Conflicto.
    """
    exigir_transaccion()
    exigir_personal(actor)
    if not borrador.abierto or borrador.expediente.estado != "abierto":
        raise Conflicto(_("«%(t)s» ya no se está escribiendo.") % {"t": borrador.titulo})
    prestamo = prestamo_de(borrador)
    if prestamo is not None and prestamo.empleado_id != actor.id:
        raise Conflicto(
            quien_lo_tiene(prestamo),
            que_hacer=_("Espere a que lo devuelva, o pida a quien dirige la unidad que lo suelte."),
        )


def lo_que_se_incorpora(version: VersionBorrador) -> tuple[Contenido, str]:
    """The file of a version that goes into the case, and its name: its PDF when it was written as a text. Raises Conflicto when there is none."""
    if version.contenido.tipo_mime not in TEXTOS:
        return version.contenido, version.nombre
    hecha = Conversion.objects.select_related("pdf").filter(version=version, estado=Conversion.Estado.HECHA).first()
    if hecha is None or hecha.pdf is None:
        raise Conflicto(
            _("La versión %(n)d es un texto: al expediente va en PDF.") % {"n": version.numero},
            que_hacer=_("Conviértala antes a PDF, y léalo."),
        )
    return hecha.pdf, nombre_en_pdf(version.nombre)


def exigir_personal(actor: Actor) -> None:
    """Raises NoPermitido for who is not of the staff."""
    if actor.clase is not ClaseActor.EMPLEADO:
        raise NoPermitido(_("Los borradores los escribe el personal."))


def anadir_version(
    borrador: BorradorDocumento, contenido: Contenido, *, nombre: str, nota: str, actor: Actor, reloj: Reloj
) -> VersionBorrador:
    """Write the next version. Writes: VersionBorrador. Emits: redaccion.version.subida. Raises DatosIncorrectos (it is not what its name says)."""
    exigir_transaccion()
    if promete_otra_cosa(nombre, contenido.tipo_mime):
        mensaje = _(
            "«%(n)s» no es un texto de ese formato, o está dañado. Ábralo con su programa, guárdelo otra vez, o súbalo en PDF."
        ) % {"n": nombre}
        raise DatosIncorrectos(mensaje, problemas=[Problema("fichero", mensaje)])
    ultima = borrador.versiones.order_by("-numero").first()
    version = VersionBorrador.objects.create(
        borrador=borrador,
        numero=ultima.numero + 1 if ultima else 1,
        contenido=contenido,
        nombre=nombre[:255],
        nota=nota.strip()[:300],
        subida_por_id=actor.id,
        subida_el=reloj.ahora(),
    )
    hecho = VersionSubida(borrador.expediente_id, borrador.id, version.numero, contenido.sha256)
    anotar(borrador.expediente.cadena, hecho, actor=actor, reloj=reloj)
    return version
