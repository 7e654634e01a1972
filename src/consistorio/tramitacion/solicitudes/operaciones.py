"""Building blocks of filing, inside an open transaction."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla, incorporar
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma.operaciones import sellar
from consistorio.documental.registro.tipos import Adjunto
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, HayQueVolverAMirar, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import automatizadas, exigir_transaccion
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.identidad.consultas import acreditacion_de
from consistorio.plataforma.identidad.models import Persona, Representacion
from consistorio.tramitacion.formularios.representacion import ACREDITACION, acreditacion
from consistorio.tramitacion.formularios.tipos import Esquema, Requisito
from consistorio.tramitacion.solicitudes.models import Evidencia
from consistorio.tramitacion.solicitudes.tipos import EvidenciaSesion

automatizadas.declarar(
    automatizadas.Actuacion(
        "sellado_solicitud",
        gettext_lazy("Sellado de lo que presenta la persona en la sede"),
        "LPACAP arts. 10.4, 16.3 y 26.2",
        gettext_lazy(
            "Al presentar, el programa compone el documento con lo que la persona revisó y firmó y lo sella con la prueba de su firma."
        ),
        gettext_lazy(
            "Las respuestas del formulario, las huellas de los archivos y la prueba de la identificación y de la voluntad de firmar."
        ),
        permisos=("solicitud.incorporar_justificante",),
        modulos=(
            __name__,
            "consistorio.tramitacion.solicitudes.papel",
        ),
    )
)


def organo_propio() -> str:
    """DIR3 of the town hall, for documents that are not of one unit."""
    return str(settings.CONSISTORIO_ENTIDAD["dir3"])


def exigir_nivel(actor: Actor, nivel: int) -> None:
    """Assert the level of assurance that the procedure asks for. Raises NoPermitido, saying what to do."""
    if actor.nivel < nivel:
        raise NoPermitido(
            _("Este trámite pide una identificación más segura."),
            que_hacer=_("Entre con certificado electrónico o con Cl@ve permanente. Su borrador sigue guardado."),
        )


def comprobar_evidencia(evidencia: EvidenciaSesion, huella: str) -> None:
    """Assert that who files accepted the words, and saw exactly this. Raises DatosIncorrectos, HayQueVolverAMirar."""
    if not str(evidencia.consentimiento).strip():
        mensaje = _("Para presentar tiene que confirmar que quiere hacerlo.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("consentimiento", mensaje)])
    if evidencia.huella_vista and evidencia.huella_vista != huella:
        raise HayQueVolverAMirar(
            _("Lo que va a presentar ha cambiado desde que lo revisó. Todavía no se ha presentado."),
            que_hacer=_("Revíselo otra vez y vuelva a pulsar «Firmar y presentar»."),
        )


def dejar_evidencia(
    evidencia: EvidenciaSesion, *, persona: Persona, documento: Documento, huella: str, actor: Actor, reloj: Reloj
) -> Evidencia:
    """Keep the evidence of will over the exact document. Writes: Evidencia. LPACAP 10.1, 10.4."""
    exigir_transaccion()
    return Evidencia.objects.create(
        clase=Evidencia.Clase.SESION,
        persona=persona,
        documento_id=documento.id,
        huella_documento=documento.huella,
        huella_respuestas=huella,
        consentimiento=str(evidencia.consentimiento),
        medio=actor.medio or "sesion",
        nivel=int(actor.nivel),
        sesion=actor.sesion,
        momento=reloj.ahora(),
    )


def texto_de_firma(actor: Actor, huella: str) -> str:
    """What the document says of how it was signed."""
    medio = {"certificado": _("certificado electrónico"), "clave": _("Cl@ve")}.get(
        actor.medio, _("sesión identificada")
    )
    return _(
        "Presentada por %(quien)s, que se identificó con %(medio)s (nivel %(nivel)s) y aceptó presentarla. "
        "Huella de lo presentado: %(huella)s."
    ) % {"quien": actor.nombre, "medio": medio, "nivel": actor.nivel.name.lower(), "huella": huella}


def persona_en_documento(persona: Persona) -> dict[str, str]:
    """A person as templates write it."""
    return {"nombre": persona.nombre_completo, "nif": persona.nif}


def crear_documento_de_solicitud(
    *,
    procedimiento: str,
    interesado: Persona,
    representante: Persona | None,
    organo: str,
    secciones: Sequence[dict[str, object]],
    adjuntos: Sequence[tuple[str, str, str]],
    notificacion: str,
    titulo: str,
    tipo_documental: str,
    firma: str,
    actor: Actor,
    reloj: Reloj,
    clase: str = "",
    fichero: str = "",
    declaraciones: Sequence[str] = (),
) -> Documento:
    """The PDF of what is filed, an original of the citizen's, with the organ's seal asked for: it seals the evidence written in it
    (LPACAP 10.4). `clase`: what it is, if not an application; `fichero`: the name of its file, if not `solicitud.pdf`; `declaraciones`:
    what it declares, sentence by sentence; `adjuntos`: (name, SHA-256, requirement). Writes: Documento. LPACAP 66.1.
    """
    exigir_transaccion()
    datos: dict[str, object] = {
        "procedimiento": procedimiento,
        "interesado": persona_en_documento(interesado),
        "organo": organo,
        "dir3_organo": organo_propio(),
        "fecha": reloj.ahora(),
        "secciones": list(secciones),
        "firma": firma,
    }
    if representante is not None:
        datos["representante"] = persona_en_documento(representante)
    if clase:
        datos["clase"] = clase
    if declaraciones:
        datos["declaraciones"] = list(declaraciones)
    if notificacion:
        datos["notificacion"] = notificacion
    if adjuntos:
        datos["documentos"] = [
            {"nombre": nombre, "sha256": sha256, **({"requisito": requisito} if requisito else {})}
            for nombre, sha256, requisito in adjuntos
        ]
    documento = crear_desde_plantilla(
        "solicitud",
        datos,
        titulo=titulo,
        nombre=fichero,
        tipo_documental=tipo_documental,
        organo=organo_propio(),
        firmas=(SELLO_DE_ORGANO,),
        origen_administracion=False,
        actor=actor,
        reloj=reloj,
    )
    sellar(documento, referencia=f"solicitud:{documento.id}", reloj=reloj)
    return documento


def documento_de_poder(representacion: Representacion, *, expediente: str, actor: Actor, reloj: Reloj) -> Documento:
    """What accredits a representation in a case: the document that was brought, or a sealed one made from its inscription.

    Writes: Documento. LPACAP 5.4; RD 203/2021 art. 32.
    """
    exigir_transaccion()
    acreditacion = acreditacion_de(representacion)
    if acreditacion.documento_id is not None:
        return Documento.objects.get(id=acreditacion.documento_id)
    documento = crear_desde_plantilla(
        "diligencia",
        {
            "titulo": acreditacion.titulo,
            "texto": acreditacion.texto,
            "expediente": expediente,
            "interesado": persona_en_documento(representacion.representado),
            "fecha": reloj.ahora(),
        },
        titulo=acreditacion.titulo,
        tipo_documental="TD99",
        organo=organo_propio(),
        firmas=(SELLO_DE_ORGANO,),
        actor=actor,
        reloj=reloj,
    )
    sellar(documento, referencia=f"representacion:{representacion.id}", reloj=reloj)
    return documento


def incorporar_adjunto(
    contenido: Contenido, *, nombre: str, titulo: str, tipo_documental: str, actor: Actor, reloj: Reloj
) -> Documento:
    """An attachment as a document of the citizen's. Writes: Documento."""
    return incorporar(
        contenido,
        titulo=titulo,
        nombre=nombre,
        tipo_documental=tipo_documental,
        origen_administracion=False,
        organo=organo_propio(),
        actor=actor,
        reloj=reloj,
    )


def adjunto_de_registro(documento: Documento, *, principal: bool = False) -> Adjunto:
    """A document as the registry's entry lists it."""
    return Adjunto(
        documento_id=documento.id,
        nombre=documento.nombre_fichero,
        sha256=documento.huella,
        tamano=documento.contenido.tamano,
        tipo_mime=documento.contenido.tipo_mime,
        titulo=documento.titulo[:255],
        validez=documento.estado_elaboracion,
        tipo_documental=documento.tipo_documental,
        csv=documento.csv,
        principal=principal,
    )


def titulo_de_adjunto(esquema: Esquema, requisito: str, nombre: str) -> tuple[str, str]:
    """Title and document type of an attachment, from the requirement that it answers."""
    pedido: Requisito | None = acreditacion() if requisito == ACREDITACION else esquema.requisito(requisito)
    return (pedido.nombre, pedido.tipo_documental) if pedido else (nombre, "TD99")


def clave_de(actor: Actor, clave: str) -> str:
    """The idempotency key in the person's own space: a key guessed by another never answers their submission.

    Raises DatosIncorrectos when it is missing or too long.
    """
    if not clave or len(clave) > 40:
        mensaje = _("Falta la clave de la petición. Vuelva a cargar la página.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("clave_idempotencia", mensaje)])
    return f"{actor.id}:{clave}"


def persona_de(persona_id: UUID) -> Persona:
    """The person with this id, who exists because a session or a draft names it."""
    return Persona.objects.get(id=persona_id)
