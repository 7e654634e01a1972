"""The templates of official documents and the data that each one takes.

A template is `plantillas/<nombre>.typ`. What callers give is checked against this list before rendering, every problem at once:
a missing field or one that the template does not know is an error. Values: text, `date`, `datetime`, amounts, lists and mappings
(`formato.para_plantilla` writes them for people). Text with a blank line makes paragraphs.

Shapes used below: persona = {nombre, nif?, direccion?}; documento = {nombre, tamano (bytes), sha256, csv?, tipo?, validez?,
observaciones?};
texto = str or list of paragraphs; lista = list of texto.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema

CARPETA = Path(__file__).parent / "plantillas"


@dato
class Plantilla:
    """One template. `exige` and `admite` are field names, dotted for those of a nested mapping or of each item of a list."""

    nombre: str
    tipo_documental: str
    exige: tuple[str, ...]
    admite: tuple[str, ...] = ()

    @property
    def ruta(self) -> Path:
        """The source file."""
        return CARPETA / f"{self.nombre}.typ"


def _p(nombre: str, tipo: str, exige: str, admite: str = "") -> Plantilla:
    return Plantilla(nombre, tipo, tuple(exige.split()), tuple(admite.split()))


PLANTILLAS: dict[str, Plantilla] = {
    plantilla.nombre: plantilla
    for plantilla in (
        # Registry receipt (LPACAP 16.3). libro E|S; plazos: texto on the start of deadlines (31.2.c); documentos may be empty
        _p(
            "justificante",
            "TD09",
            "libro numero presentado interesado asunto unidad documentos documentos.nombre documentos.tamano documentos.sha256 plazos",
            "registrado representante dir3_unidad epigrafe idioma expediente sia canal oficina origen transporte referencia papel expone solicita "
            "aviso_obligado observaciones",
        ),
        # What is filed: an application (LPACAP 66.1) or what `clase` says (69). secciones: [{titulo, campos: [{rotulo, valor}]}]; documentos: [{nombre, sha256, requisito?}]
        _p(
            "solicitud",
            "TD14",
            "procedimiento interesado organo fecha secciones secciones.titulo secciones.campos",
            "clase representante dir3_organo notificacion expone solicita declaraciones documentos firma proteccion_datos",
        ),
        # From here to `carta`, acts that reach several people: no addressee in them (40.5).
        # LPACAP 68.1, or what `clase` says (69.1). defectos: [{requisito, motivo?, como?}]
        _p(
            "requerimiento",
            "TD06",
            "asunto defectos defectos.requisito plazo efectos",
            "clase expediente procedimiento solicitud introduccion suspension como_presentar norma",
        ),
        # TRLRHL 214-216. causas: list of texto; efectos: whether the reparo suspends
        _p(
            "fiscalizacion",
            "TD13",
            "asunto expediente procedimiento resultado importe norma",
            "aplicacion control requisitos causas texto efectos",
        ),
        # TRLRHL 186-187, 196. pagos: one a line; huella: SHA-256 of them
        _p(
            "relacion_pagos",
            "TD01",
            "numero ordinal fecha importe liquido huella pagos pagos.referencia pagos.nombre pagos.iban pagos.concepto pagos.importe "
            "pagos.descuentos pagos.liquido",
            "motivo_orden",
        ),
        # Arqueo of the treasury. ordinales: those with a bank say how its balance is that of the books; diferencias: [{fecha, lado, importe}]
        _p(
            "arqueo",
            "TD10",
            "periodo total ordinales ordinales.nombre ordinales.anterior ordinales.cobros ordinales.pagos ordinales.existencias",
            "ordinales.banco ordinales.cobros_sin_contabilizar ordinales.pagos_sin_contabilizar ordinales.cobros_sin_banco "
            "ordinales.pagos_sin_banco ordinales.diferencias ordinales.diferencias.fecha ordinales.diferencias.lado ordinales.diferencias.importe",
        ),
        # RD 500/1990 31-32. partidas: [{aplicacion, vinculacion, importe, disponible}]. vinculacion: what binds together; disponible: what is left in its bolsa after the retention
        _p(
            "certificado_credito",
            "TD11",
            "asunto ejercicio partidas partidas.aplicacion partidas.vinculacion partidas.importe partidas.disponible operacion fecha importe norma",
            "expediente procedimiento",
        ),
        # What was noted in the accounts (RD 500/1990 52-68). ficha, procede, anotada: [{rotulo, valor}]; aprobaciones: what is known `al` (a moment); apuntes: debit, credit and amount of each
        _p(
            "documento_contable",
            "TD99",
            "clase nombre ficha importe lineas lineas.donde lineas.importe anotada aprobaciones aprobaciones.que al",
            "lineas.proyecto lineas.sigue descuentos descuentos.concepto descuentos.importe liquido procede asiento apuntes apuntes.debe "
            "apuntes.haber apuntes.importe aprobaciones.quien aprobaciones.dia aprobaciones.documento",
        ),
        # TRLRHL 216-217: what the unit answers to a reparo, or how the discrepancy is settled
        _p("respuesta_reparo", "TD13", "asunto expediente procedimiento titulo causas texto norma"),
        # LGT 100, 120. cuenta: the product of its factors; como_pagar: list of texto
        _p(
            "documento_ingreso",
            "TD99",
            "concepto deudor deudor.nombre expediente procedimiento regimen importe cuenta referencia plazo como_pagar norma",
        ),
        # RD 939/2005 art. 41. cobros: [{dia, medio, referencia, importe}]; por_devolver: what came in and is not owed
        _p(
            "justificante_ingreso",
            "TD99",
            "concepto deudor deudor.nombre expediente procedimiento regimen importe referencia pagado_el cobros cobros.dia "
            "cobros.medio cobros.referencia cobros.importe norma",
            "por_devolver",
        ),
        # LGT 101, 102
        _p(
            "liquidacion",
            "TD01",
            "asunto expediente procedimiento deudor deudor.nombre concepto cuenta importe devengo referencia plazo como_pagar efectos "
            "recursos norma",
        ),
        # LGT 219, 220, 221
        _p(
            "anulacion_liquidacion",
            "TD01",
            "asunto expediente procedimiento deudor deudor.nombre concepto importe referencia fundamento motivo",
            "devolucion",
        ),
        # LPACAP 82, 89.2. motivo: what is going to be proposed and why; or propuesta: the sections of the proposal, whole.
        # afecta: of third parties in access to information (Ley 19/2013 19.3), what is asked. documentos: titles of what can be seen
        _p(
            "audiencia",
            "TD06",
            "asunto plazo efectos",
            "expediente procedimiento motivo propuesta afecta documentos como_presentar norma",
        ),
        # LPACAP 32. More time to answer, or not. vencia: the last day; vence: the new one, only when it is granted
        _p(
            "mas_plazo",
            "TD02",
            "asunto tramite acuerdo motivo vencia",
            "expediente procedimiento vence recursos norma",
        ),
        # LPACAP 23. vencia, vence: the last day before and now
        _p(
            "ampliacion_plazo",
            "TD02",
            "asunto motivo vencia vence",
            "expediente procedimiento efectos recursos norma",
        ),
        # LPACAP 95.1
        _p(
            "advertencia_caducidad",
            "TD06",
            "asunto motivo plazo efectos",
            "expediente procedimiento como_presentar norma",
        ),
        # LPACAP 21.4
        _p(
            "comunicacion_inicial",
            "TD06",
            "procedimiento recibida plazo_maximo silencio",
            "expediente vence unidad plazo_detalle seguimiento norma",
        ),
        # What is told to the parties and starts no term (22.1.d). datos: [{rotulo, valor}]
        _p("comunicacion", "TD06", "titulo asunto texto", "expediente procedimiento datos norma"),
        # For everybody, on the notice board (LPACAP 45, 83.2). texto: list of paragraphs; the rest, of a public information
        _p("anuncio", "TD05", "titulo texto", "unidad plazo lugar como_presentar efectos norma"),
        # LPACAP 83.3: to who alleged in a public information, parties or not. asunto: what was announced
        _p("respuesta_alegaciones", "TD06", "titulo asunto texto", "expediente norma"),
        # To another administration or a court (LPACAP 79; LRJSP 141). destinatario: its name; texto: list of paragraphs
        # propuesta: the sections of the proposal on which a dictamen is asked (LPACAP 81.2), whole
        _p("consulta", "TD06", "asunto destinatario texto", "expediente procedimiento plazo norma propuesta"),
        # A letter that informs. texto: list of paragraphs
        _p("carta", "TD06", "asunto texto", "expediente procedimiento"),
        # LPACAP 71. An order of office that moves the procedure on
        _p("providencia", "TD02", "asunto texto", "expediente procedimiento norma"),
        # LPACAP 80. antecedentes, consideraciones, condiciones: lista
        _p(
            "informe",
            "TD13",
            "asunto conclusion",
            "expediente interesado solicitado_por solicitado_el emite sentido antecedentes consideraciones condiciones lugar_fecha",
        ),
        # LPACAP 88.7. propuesta: lista
        _p(
            "propuesta",
            "TD13",
            "asunto propuesta",
            "expediente interesado organo sentido antecedentes fundamentos lugar_fecha",
        ),
        # LPACAP 88, 35, 40.2. clase: "Decreto" unless given; delegacion: its text; decision: lista; recursos: texto
        _p(
            "resolucion",
            "TD01",
            "numero asunto organo decision",
            "clase fecha delegacion expediente interesado representante antecedentes fundamentos formula recursos lugar_fecha",
        ),
        # LPACAP 40.2. acto: {titulo, numero?, fecha?, organo?, csv?}; texto: [{titulo?, parrafos}]; via: whether it ends the
        # administrative channel; recursos: [{nombre, organo, plazo}]
        _p(
            "notificacion",
            "TD07",
            "destinatario asunto acto acto.titulo texto texto.parrafos via",
            "numero representado expediente recursos otros_recursos efectos proteccion_datos",
        ),
        # Proof of the outcome of a notification (LPACAP 41, 43). clase: comparecencia|rechazo|caducidad|papel; detalles: [{rotulo, valor}]
        _p(
            "evidencia",
            "TD09",
            "clase asunto texto momento",
            "numero expediente destinatario compareciente puesta_a_disposicion identificacion documento_csv documento_sha256 "
            "detalles efectos norma",
        ),
        # What is printed around a letter (LPACAP 42). clase: Notificación|Comunicación; direccion: its lines; contenido: lista of
        # what the envelope holds
        _p("portada_envio", "TD99", "numero clase destinatario direccion contenido", "representado"),
        _p("acuse_envio", "TD99", "numero destinatario direccion expediente devolver"),
        _p("diligencia", "TD12", "texto", "titulo asunto expediente interesado quien fecha lugar_fecha"),
        # LPACAP 6.5. quien: "Nombre, cargo" of the official; identificacion: the document shown, in words
        _p("apud_acta", "TD10", "otorgante apoderado alcance desde hasta quien identificacion momento"),
        # LPACAP 6.6. antes: when it was to end; hasta: when it ends now
        _p("prorroga_apud_acta", "TD10", "otorgante apoderado alcance desde antes hasta quien identificacion momento"),
        # LPACAP 6.6, 6.7. revoca: who gave it revokes it; else who received it gives it up, or does not accept it if not aceptada
        _p(
            "fin_apud_acta",
            "TD10",
            "otorgante apoderado revoca aceptada alcance desde hasta quien identificacion momento",
        ),
        # quien: "Nombre, cargo" of whoever certifies
        _p("certificado", "TD11", "asunto quien texto", "finalidad lugar_fecha"),
        # LPACAP 70.3. documentos: [{orden, id_eni, titulo, tipo, fecha, sha256}]
        _p(
            "indice",
            "TD99",
            "numero id_eni titulo documentos documentos.orden documentos.id_eni documentos.titulo documentos.tipo documentos.fecha "
            "documentos.sha256",
            "procedimiento unidad abierto cerrado interesados llevados",
        ),
        # LPACAP 24.4
        _p(
            "certificado_silencio",
            "TD11",
            "procedimiento solicitud vencimiento sentido efectos norma",
            "expediente solicitado recursos",
        ),
        # A printed book: columnas: [str]; filas: [[...]] of the same length; anchos: relative widths (int)
        _p("libro", "TD99", "titulo columnas filas", "periodo apertura cierre anchos"),
        # Figures in tables (TRLRHL 208-209). columnas: the first is text, the rest amounts; totales: places of the rows that are sums; memoria: [{titulo, texto, cuadros}]
        _p(
            "cuentas",
            "TD99",
            "titulo cuadros cuadros.titulo cuadros.columnas cuadros.filas",
            "periodo apertura norma cuadros.explicacion cuadros.totales memoria",
        ),
        # TRLRHL 214-218; RD 424/2017. ficha: [{rotulo, valor}]; secciones: [{titulo, texto: lista}]; the last of columnas is an amount; aviso: what it causes
        _p("control", "TD13", "titulo asunto norma", "ficha requisitos secciones columnas filas aviso"),
        # The printed book of decrees or of acuerdos (ROF 198 to 202): index, and what each number decides. decision: lista; nota: instead of it
        _p(
            "libro_de_actos",
            "TD99",
            "titulo periodo actos actos.numero actos.fecha actos.asunto actos.organo actos.expediente actos.estado actos.decision cierre",
            "apertura actos.sesion actos.firmada actos.csv actos.nota",
        ),
        # clase: apertura|cierre
        _p("diligencia_libro", "TD12", "clase libro texto", "anio primero ultimo total fecha sha256"),
        # firmas: [{resultado, firmante?, emisor?, validez?, momento?, formato?, alcance?, problemas?}]
        _p("informe_firma", "TD13", "documento sha256 validado veredicto firmas firmas.resultado", "csv notas"),
    )
}


def plantilla(nombre: str) -> Plantilla:
    """The template of that name. Raises DatosIncorrectos when there is none."""
    encontrada = PLANTILLAS.get(nombre)
    if encontrada is None:
        raise DatosIncorrectos(_("No existe la plantilla de documento «%(nombre)s».") % {"nombre": nombre})
    return encontrada


def comprobar(modelo: Plantilla, datos: Mapping[str, object]) -> None:
    """Check the data that a caller gives to a template. Raises DatosIncorrectos with every field that is missing or unknown."""
    problemas = [
        Problema(campo, _("La plantilla lo necesita y no se ha dado."))
        for campo in modelo.exige
        if not _presente(datos, campo.split("."))
    ]
    conocidos = {campo.split(".")[0] for campo in (*modelo.exige, *modelo.admite)}
    problemas += [Problema(campo, _("La plantilla no conoce este dato.")) for campo in datos if campo not in conocidos]
    if problemas:
        raise DatosIncorrectos(
            _("No se puede generar el documento «%(nombre)s».") % {"nombre": modelo.nombre}, problemas=problemas
        )


def _presente(dato: object, ruta: list[str]) -> bool:
    if not ruta:
        return dato is not None and dato != ""
    if isinstance(dato, Mapping):
        return ruta[0] in dato and _presente(dato[ruta[0]], ruta[1:])
    if isinstance(dato, list | tuple):
        return all(_presente(elemento, ruta) for elemento in dato)
    return False
