"""What can be said of a document to whoever has its code: whose it is, where its signatures stand, and whether it still counts.

Words follow the state, never the code alone: LPACAP 26 and 27; RD 203/2021 arts. 21 and 47 to 49; NTI de Documento electrónico, anexos I and III.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.canales.interfaz.templatetags.componentes import Fila
from consistorio.documental.documentos.consultas import es_su_original
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.tipos import ESTADOS_ELABORACION, TIPOS_DOCUMENTALES
from consistorio.documental.firma import consultas as firma
from consistorio.documental.firma.formatos import formatos_de
from consistorio.documental.firma.models import Circuito
from consistorio.documental.firma.validacion import Informe, InformeFirma, Veredicto
from consistorio.documental.registro.models import AnulacionAsiento
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import en_madrid
from consistorio.servicios.archivo.eni.nombres import DOC
from consistorio.servicios.archivo.models import ImportacionEni
from consistorio.servicios.resoluciones.models import DevolucionFirma, Resolucion
from consistorio.tramitacion.expedientes.models import Rectificacion
from consistorio.tramitacion.motor.models import ActoTramite

TIPOS_DE_FIRMA = {
    "TF01": gettext_noop("Código seguro de verificación (CSV)"),
    "TF02": gettext_noop("XAdES internally detached"),
    "TF03": gettext_noop("XAdES enveloped"),
    "TF04": gettext_noop("CAdES detached"),
    "TF05": gettext_noop("CAdES attached"),
    "TF06": gettext_noop("PAdES"),
}
# States of the signatures in which a document is not signed, or not by everybody
POR_FIRMAR = frozenset({"pendiente", "devuelto", "retirado", "pendiente_sello"})


@dato
class Autenticidad:
    """`vale`: it may be said to be authentic. `tachas`: what happened to it that whoever relies on it must know."""

    titulo: str
    explicacion: str
    vale: bool
    tachas: tuple[str, ...] = ()
    firmas: tuple[tuple[str, list[Fila]], ...] = ()
    datos: tuple[Fila, ...] = ()


def autenticidad(documento: Documento) -> Autenticidad:
    """What is true of a document today. The signatures of ours are validated with what the file carries."""
    estado = firma.estado_de(documento)
    formatos = formatos_de(documento.contenido)
    informe = firma.informe_sin_preguntar(documento) if formatos and _se_juzga(documento) else None
    tachas = tuple(_tachas(documento))
    titulo, explicacion, vale = _que_es(documento, estado, informe)
    if tachas:
        titulo, vale = _("Lea esto antes de usar el documento"), False
    return Autenticidad(
        titulo=titulo,
        explicacion=explicacion,
        vale=vale,
        tachas=tachas,
        firmas=tuple(_firmas(documento, informe)) if informe else (),
        datos=tuple(_datos(documento, formatos, por_firmar=estado.codigo in POR_FIRMAR)),
    )


def _se_juzga(documento: Documento) -> bool:
    """Whether its signatures are judged here: those of documents of an administration, or made here."""
    nuestro = documento.origen_administracion or bool(documento.plantilla)
    return nuestro and not documento.contenido.amenaza


def _que_es(documento: Documento, estado: firma.EstadoFirma, informe: Informe | None) -> tuple[str, str, bool]:
    """Title, explanation, and whether it may be called authentic."""
    if documento.contenido.amenaza:
        texto = _(
            "El antivirus ha encontrado una amenaza en este archivo. Lo guardamos apartado y no se puede descargar."
        )
        return _("El archivo está apartado"), texto, False
    if not documento.plantilla and not documento.origen_administracion:
        texto = _(
            "Lo presentó una persona y lo guardamos tal como llegó. El Ayuntamiento no lo ha hecho ni da fe de lo que dice: "
            "este código solo prueba que es el archivo que recibimos."
        )
        return _("Es un archivo que presentó una persona"), texto, False
    if informe is not None and informe.veredicto is Veredicto.NO_VALIDA:
        return _("Una firma del documento no es válida"), _("Vea abajo cuál y por qué. No lo dé por bueno."), False
    if estado.codigo == "pendiente_sello" and not documento.origen_administracion:
        texto = _(
            "Lo presentó una persona y está registrado. Le falta el sello del Ayuntamiento, que llega por sí solo."
        )
        return _("Es un escrito presentado en esta sede"), texto, False
    pendiente = {
        "pendiente": _("Todavía no está firmado"),
        "devuelto": _("No se firmó"),
        "retirado": _("No se firmó"),
        "pendiente_sello": _("Todavía no tiene el sello del Ayuntamiento"),
    }.get(estado.codigo)
    if pendiente is not None:
        desde = f" {_cuando(estado.desde)}." if estado.desde else ""
        texto = _("%(estado)s, desde el%(desde)s Mientras siga así no es un documento válido.")
        return pendiente, texto % {"estado": estado.texto, "desde": desde}, False
    if documento.estado_elaboracion in ("EE02", "EE03", "EE04"):
        que = str(ESTADOS_ELABORACION[documento.estado_elaboracion]).lower()
        texto = _("Vale lo mismo que su original: es una %(que)s (artículo 27 de la Ley 39/2015).") % {"que": que}
        return _("Es una copia auténtica"), texto, True
    if documento.estado_elaboracion == "EE99" and documento.id_eni_origen:
        return _("Es una copia simple"), _("El Ayuntamiento la hizo, pero no equivale al original."), False
    if not documento.plantilla:
        return _("Es un documento que el Ayuntamiento tiene guardado"), _ajeno(documento, informe), False
    if not documento.origen_administracion:
        texto = _(
            "Lo presentó en esta sede una persona, que se identificó y firmó, y el Ayuntamiento lo selló al recibirlo."
        )
        return _("Es un escrito presentado en esta sede"), texto, True
    if estado.codigo == "pendiente_tiempo":
        texto = _("Está firmado. Falta el sello de tiempo, que prueba cuándo, y llega por sí solo.")
        return _("El documento es auténtico"), texto, True
    if estado.codigo == "sin_firma":
        texto = _("Lo hizo el Ayuntamiento. No lleva firma de ninguna persona: lo acredita este código.")
        return _("El documento es auténtico"), texto, True
    return (
        _("El documento es auténtico"),
        _("Está firmado y tiene sello de tiempo. Compárelo con el que tiene usted."),
        True,
    )


def _ajeno(documento: Documento, informe: Informe | None) -> str:
    if ImportacionEni.objects.filter(documento=documento).exists():
        quien = _("Nos lo envió otra Administración, con su identificador.")
    else:
        quien = _("Se incorporó a un expediente como archivo.")
    if informe is None:
        return f"{quien} {_('No lleva firma electrónica dentro.')}"
    return f"{quien} {_('Lleva dentro las firmas que ve abajo.')}"


def _tachas(documento: Documento) -> Iterator[str]:
    """What happened later to the document, or to the one of which it is a copy."""
    for devolucion in DevolucionFirma.objects.filter(documento=documento).select_related("resolucion__libro"):
        if devolucion.resolucion.estado == Resolucion.Estado.ANULADA:
            yield _("El número %(n)s está anulado y sin efecto: la resolución no se llegó a firmar.") % {
                "n": devolucion.resolucion.numero_completo
            }
        elif devolucion.resolucion.documento_id is not None:
            yield _("Otro documento lo sustituyó: este se devolvió sin firmar el %(d)s.") % {
                "d": _cuando(devolucion.momento)
            }
    for acto in ActoTramite.objects.filter(documento=documento, estado=ActoTramite.Estado.SIN_EFECTO):
        yield _("No tuvo efecto: %(motivo)s") % {"motivo": acto.motivo}
    for anulacion in AnulacionAsiento.objects.filter(asiento__justificante__documento=documento).select_related(
        "asiento"
    ):
        yield _("El asiento %(n)s que acredita se anuló el %(d)s.") % {
            "n": anulacion.asiento.numero_completo,
            "d": _cuando(anulacion.anulado_el),
        }
    for anulacion in AnulacionAsiento.objects.filter(asiento__documentos__documento=documento).distinct():
        yield _("El asiento de registro con el que se presentó se anuló el %(d)s.") % {
            "d": _cuando(anulacion.anulado_el)
        }
    for rectificacion in Rectificacion.objects.filter(documento=documento):
        firmada = Circuito.objects.filter(
            referencia=f"rectificacion:{rectificacion.id}", estado=Circuito.Estado.COMPLETADO
        )
        if firmada.exists():
            yield _("Tiene un error corregido el %(d)s: léalo junto con su rectificación.") % {
                "d": _cuando(rectificacion.acordada_el)
            }
    if documento.documento_origen is not None:
        yield from (_("De su original: %(que)s") % {"que": tacha} for tacha in _tachas(documento.documento_origen))


def _firmas(documento: Documento, informe: Informe) -> Iterator[tuple[str, list[Fila]]]:
    """Each signature and time stamp with the basic data of the NTI (anexo III): whose, valid or not, issuer, when."""
    pasos = firma.firmados_de(documento.id)
    for una in informe.firmas:
        paso = pasos.get(una.nombre)
        filas = [Fila(_("Validez"), _validez(una))]
        if paso is not None:
            filas.append(Fila(_("Cargo"), paso.cargo_texto))
            filas.append(Fila(_("En calidad de"), paso.get_papel_display()))
        if una.titular is not None:
            filas.append(Fila(_("Emisor del certificado"), una.titular.emisor))
        if una.momento is not None:
            filas.append(Fila(_("Fecha y hora"), _cuando(una.momento)))
        if una.sellada_el is not None:
            filas.append(Fila(_("Sello de tiempo"), _cuando(una.sellada_el)))
        yield (una.titular.nombre if una.titular else una.nombre, filas)


def _validez(una: InformeFirma) -> str:
    palabras = {
        Veredicto.VALIDA: _("Válida."),
        Veredicto.NO_VALIDA: _("No es válida."),
        Veredicto.INDETERMINADA: _("No se puede decidir todavía."),
    }
    return f"{palabras[una.veredicto]} {una.explicacion}".strip()


def _datos(documento: Documento, formatos: tuple[str, ...], *, por_firmar: bool) -> Iterator[Fila]:
    """The minimum metadata of the NTI, with their names. `por_firmar`: its code signs nothing yet."""
    con_csv = es_su_original(documento) and not ImportacionEni.objects.filter(documento=documento).exists()
    tipos = (*(("TF01",) if con_csv and not por_firmar else ()), *formatos)
    sin_firma = _("Todavía sin firma") if por_firmar else _("Sin firma propia")
    yield Fila(_("Documento"), documento.titulo)
    yield Fila(_("CSV"), documento.csv, codigo=True)
    yield Fila(_("Identificador"), documento.id_eni, codigo=True)
    yield Fila(_("Órgano (DIR3)"), documento.organo, codigo=True)
    yield Fila(_("Fecha de captura"), _cuando(documento.fecha_captura))
    yield Fila(_("Origen"), _("Administración") if documento.origen_administracion else _("Ciudadanía"))
    yield Fila(_("Estado de elaboración"), str(ESTADOS_ELABORACION[documento.estado_elaboracion]))
    if documento.id_eni_origen:
        yield Fila(_("Documento de origen"), documento.id_eni_origen, codigo=True)
    yield Fila(_("Tipo de documento"), str(TIPOS_DOCUMENTALES[documento.tipo_documental]))
    yield Fila(_("Formato"), documento.formato)
    yield Fila(_("Tipo de firma"), "\n".join(f"{t} {_(TIPOS_DE_FIRMA[t])}" for t in tipos) or sin_firma)
    if con_csv:
        yield Fila(_("Norma que regula el CSV"), str(settings.CONSISTORIO_REGULACION_CSV))
    yield Fila(_("Versión de la NTI"), DOC)
    yield Fila(_("Huella SHA-256"), documento.huella, codigo=True)


def _cuando(momento: datetime | None) -> str:
    return f"{en_madrid(momento):%d/%m/%Y, %H:%M:%S}" if momento else ""
