"""Words for people: jobs, queues, states, what to do about each check, what each access was."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.cola.tipos import EstadoTrabajo
from consistorio.plataforma.supervision.comprobaciones import Estado

Texto = str | Promise

TRABAJOS: Mapping[str, Texto] = {
    "almacen.analizar": _("Buscar virus en los ficheros recibidos"),
    "almacen.analizar_uno": _("Apartar un fichero en el que se encontró un virus"),
    "almacen.reanalizar": _("Buscar virus otra vez, con firmas nuevas del antivirus"),
    "almacen.barrer": _("Borrar las subidas de ficheros que nadie terminó"),
    "comunicaciones.enviar_resumen": _("Enviar por correo un resumen diario"),
    "comunicaciones.repartir_resumenes": _("Encargar los resúmenes diarios de quien los ha pedido"),
    "busquedas.retirar": _("Borrar las búsquedas y vistas guardadas de quien ya no trabaja aquí"),
    "conservacion.barrer": _("Borrar lo que ha cumplido su plazo de conservación"),
    "cola.recuperar": _("Recoger los trabajos que dejó a medias un proceso parado"),
    "encargos.hacer": _("Hacer una de las cosas que alguien pidió en bloque"),
    "encargos.retirar": _("Borrar los trabajos en bloque que han cumplido su mes"),
    "documentos.leer_textos": _("Leer el texto de los documentos nuevos, para buscar en él"),
    "exportaciones.hacer": _("Hacer la copia de un expediente entero"),
    "exportaciones.retirar": _("Borrar las copias de expedientes que han cumplido su día"),
    "facturas.avisar_al_emisor": _("Avisar de su factura a quien la expidió"),
    "facturas.enviar_aviso": _("Avisar por correo de que una factura se retrasa"),
    "cierre.recoger_devolucion": _("Recoger una liquidación o una Cuenta General devuelta sin firmar"),
    "cierre.recoger_firma": _("Recoger una liquidación o una Cuenta General ya firmada"),
    "facturas.face_decir": _("Decir a FACe qué pasó con una factura"),
    "facturas.face_mirar": _("Preguntar a FACe qué hay de nuevo"),
    "facturas.face_traer": _("Traer una factura de FACe"),
    "facturas.soltar_obligacion": _("Dejar sin obligación las facturas de una operación corregida"),
    "facturas.documentar_conformidad": _("Escribir el documento de conformidad de una factura"),
    "facturas.recoger_conformidad": _("Recoger la firma de la conformidad de una factura"),
    "concejales.recoger_escrito": _("Recoger la firma de lo resuelto sobre la petición de un concejal"),
    "concejales.silencio": _("Conceder por silencio lo que pidieron los concejales"),
    "intervencion.recoger_escrito": _("Recoger la firma de un documento del control"),
    "intervenciones.vigilar": _("Buscar lo que Intervención tiene fuera de plazo"),
    "intervenciones.enviar_vencidas": _("Avisar a Intervención de lo que tiene fuera de plazo"),
    "facturas.recoger_pago": _("Dar por pagadas las facturas de un pago anotado"),
    "facturas.vigilar": _("Buscar las facturas que se retrasan"),
    "firma.ampliar": _("Añadir el sello de tiempo a un documento firmado"),
    "firma.recuperar": _("Volver a pedir sellos y ampliaciones que se quedaron atrás"),
    "firma.sellar": _("Sellar documentos con el sello del Ayuntamiento"),
    "formularios.caducar_borradores": _("Borrar los borradores caducados"),
    "formularios.recordar_borradores": _("Buscar los borradores sin presentar de los que hay que avisar"),
    "formularios.recordar_por_correo": _("Recordar por correo un borrador sin presentar"),
    "archivo.recuperar": _("Volver a pedir las firmas y los sellos de tiempo de los índices que faltan"),
    "archivo.firmar_indice": _("Hacer y firmar el índice de un expediente cerrado"),
    "archivo.sellar_indice": _("Poner el sello de tiempo al índice de un expediente cerrado"),
    "incidencias.aplicar": _("Ampliar en los expedientes los plazos que dice una decisión firmada"),
    "incidencias.recoger_devolucion": _("Recoger una ampliación de plazos devuelta sin firmar"),
    "incidencias.latir": _("Anotar que el trabajo en segundo plano funciona"),
    "incidencias.vigilar": _("Mirar si la sede ha estado caída"),
    "incidencias.recoger_firma": _("Recoger una ampliación de plazos ya firmada"),
    "motor.avisar_de_cuarentena": _("Pedir de nuevo un fichero presentado que contiene código dañino"),
    "solicitudes.incorporar_justificante": _("Incorporar al expediente el justificante de registro"),
    "motor.recoger_acto": _("Incorporar al expediente un acto firmado y darle efecto"),
    "motor.recoger_acto_devuelto": _("Devolver un acto que no se ha firmado"),
    "motor.recoger_rectificacion": _("Notificar la corrección firmada de una resolución"),
    "motor.barrer_plazos": _("Revisar los plazos que vencen"),
    "motor.cambiar_version": _("Pasar expedientes a otra versión de su procedimiento"),
    "motor.recordar_paralizaciones": _("Recordar lo que sigue parado por causa de una persona interesada"),
    "motor.barrer_poderes": _("Revisar los poderes que han caducado"),
    "motor.barrer_convocatorias": _(
        "Contar desde su convocatoria los plazos de las solicitudes que entraron antes de que constara"
    ),
    "motor.recontar_convocatoria": _("Contar los plazos desde la convocatoria que ha escrito Secretaría"),
    "motor.volver_a_lo_declarado_imposible": _("Anotar que lo declarado vuelve a no poder continuar"),
    "motor.restablecer_lo_declarado": _("Anotar que lo declarado puede continuar, por un recurso o una revisión"),
    "motor.seguir_poder": _("Recoger en los expedientes el fin de un poder"),
    "motor.comunicacion_inicial": _("Comunicar el inicio del procedimiento (art. 21.4)"),
    "notificaciones.avisar": _("Avisar por correo de una notificación"),
    "notificaciones.barrer_caducadas": _("Dar por rechazadas las notificaciones que nadie abrió en plazo"),
    "notificaciones.disponer": _("Poner una notificación a disposición"),
    "notificaciones.evidenciar": _("Generar la prueba del resultado de una notificación"),
    "notificaciones.preparar": _("Generar el documento de una notificación"),
    "registro.componer_libro": _("Componer el libro impreso del registro"),
    "documentacion.archivar": _("Llevar a su expediente el documento contable de una operación"),
    "documentacion.buscar": _("Buscar las operaciones sin documento contable"),
    "documentacion.emitir": _("Hacer los documentos contables de un libro"),
    "documentacion.reintentar": _("Volver a hacer un documento contable que falló"),
    "gasto.recoger_certificado": _("Llevar al expediente el certificado de crédito firmado"),
    "gasto.retirar_certificado": _("Pedir otra vez el certificado de crédito que se retiró"),
    "gasto.recoger_obligacion": _("Terminar la tarea de una obligación ya reconocida"),
    "registro.emitir_justificante": _("Generar y sellar el justificante de registro"),
    "registro.emitir_libro": _("Generar el libro impreso del registro"),
    "resoluciones.diligenciar": _("Generar una diligencia del libro de resoluciones"),
    "resoluciones.documentar": _("Generar el documento de una resolución numerada"),
    "resoluciones.recoger_asunto": _("Recoger una propuesta ya firmada para su sesión"),
    "resoluciones.recoger_asunto_devuelto": _("Recoger una propuesta para una sesión devuelta sin firmar"),
    "resoluciones.recoger_certificado": _("Recoger un certificado de resolución ya firmado"),
    "redaccion.convertir": _("Hacer el PDF de un borrador"),
    "resoluciones.recoger_devolucion": _("Recoger una resolución devuelta sin firmar"),
    "resoluciones.recoger_firma": _("Recoger una resolución ya firmada"),
    "tablon.descolgar": _("Retirar del tablón lo que ha cumplido sus días y extender la diligencia"),
    "tesoreria.recoger_arqueo": _("Recoger las firmas de un acta de arqueo"),
    "tesoreria.recoger_relacion": _("Recoger las firmas de una relación de pagos"),
    "tributos.autoliquidar": _("Calcular la autoliquidación de un expediente"),
    "tributos.fechar": _("Fijar el último día para pagar cuando se publica el calendario de su año"),
    "tributos.reanudar": _("Volver a contar los plazos para pagar lo que estaba suspendido"),
    "tributos.justificante": _("Expedir el justificante de un pago"),
    "sellado.avisar": _("Enviar la cabecera del registro de actividad a quien se suscribió"),
    "sellado.cabecera": _("Sellar el registro de actividad y publicar su cabecera"),
    "sellado.repasar": _("Repasar de noche que nada del registro de actividad se quedó sin sellar"),
}

COLAS: Mapping[str, Texto] = {
    "barridos": _("Tareas periódicas"),
    "comunicaciones": _("Comunicaciones"),
    "correo": _("Correo electrónico"),
    "face": _("Facturas de FACe"),
    "documentos": _("Generación de documentos"),
    "firma": _("Firmas y sellos"),
    "general": _("General"),
    "notificaciones": _("Notificaciones"),
    "registro": _("Registro"),
}

ESTADOS: Mapping[EstadoTrabajo, Texto] = {
    EstadoTrabajo.EN_ESPERA: _("En espera"),
    EstadoTrabajo.EN_CURSO: _("En curso"),
    EstadoTrabajo.HECHO: _("Hecho"),
    EstadoTrabajo.FALLIDO: _("Fallido"),
    EstadoTrabajo.ABANDONADO: _("Abandonado"),
}

SALUD: Mapping[Estado, Texto] = {Estado.BIEN: _("Bien"), Estado.AVISO: _("Mírelo"), Estado.MAL: _("Mal")}

QUE_HACER: Mapping[str, Texto] = {
    "base de datos": _(
        "Compruebe que PostgreSQL está en marcha. Si faltan cambios, ejecute «./consistorio actualizar»."
    ),
    "trabajadores": _("Arranque «./consistorio trabajador» o mire por qué se ha parado. Lo que espera no se pierde."),
    "colas": _("Abra los trabajos fallidos, lea el motivo y reintente o abandone cada uno."),
    "permisos de la base": _("Ejecute «./consistorio actualizar» con el usuario dueño: reparte los permisos otra vez."),
    "disco": _("Libere espacio o amplíe el disco antes de que se llene: sin sitio no se pueden recibir documentos."),
    "entorno": _("Para trabajar con validez legal, arranque con los ajustes de producción."),
    "certificados": _("Pida la renovación con tiempo. Un certificado caducado impide sellar o firmar."),
    "sellos pendientes": _("Mire si responde el sello de tiempo y si hay trabajos fallidos en la cola de firmas."),
    "sellado de tiempo": _("Llame a su prestador si dura más de una hora; mire la dirección y las credenciales."),
    "correo": _("Mire el servidor de correo y sus credenciales. Las notificaciones valen aunque no salga el aviso."),
    "conversión de textos": _(
        "Instale el paquete libreoffice-writer-nogui y deje que quien corre los procesos cree espacios de nombres."
    ),
    "texto de los documentos": _(
        "Instale los paquetes poppler-utils y util-linux en las máquinas de los trabajadores."
    ),
    "FACe": _("Mire los ajustes CONSISTORIO_FACE y los certificados. Las facturas esperan allí, con su fecha."),
    "antivirus": _("Arranque clamd o mire CONSISTORIO_CLAMD. Lo pendiente se analiza solo cuando responda."),
    "contenidos de la sede": _("Complete el fichero CONSISTORIO_SEDE_FICHERO y reinicie los servidores."),
    "registro de actividad": _("Mire si hay trabajos de sellado fallidos. Los hechos se conservan; falta su sello."),
}

ACCESOS: Mapping[str, Texto] = {
    "accion": _("Intento de hacer algo sin permiso"),
    "accesos": _("Consulta de este registro"),
    "asiento": _("Asiento del registro"),
    "borrador": _("Borrador de una solicitud"),
    "documento": _("Documento"),
    "documentos": _("Lista de documentos"),
    "estadistica": _("Estadística de la tramitación"),
    "expediente": _("Expediente"),
    "notificacion": _("Notificación"),
    "persona": _("Datos de una persona"),
    "personal": _("Datos del personal"),
    "registro": _("Búsqueda en el registro"),
    "representacion": _("Apoderamiento"),
    "representaciones": _("Búsqueda de apoderamientos"),
    "tarea": _("Tarea de un expediente"),
}


def de_trabajo(nombre: str) -> str:
    """What a job does; its own name when nobody has put it in words."""
    return str(TRABAJOS.get(nombre, nombre))


def de_cola(nombre: str) -> str:
    """A queue's name."""
    return str(COLAS.get(nombre, nombre.capitalize()))


def de_estado(estado: EstadoTrabajo) -> str:
    """A job's state."""
    return str(ESTADOS[estado])


def de_salud(estado: Estado) -> str:
    """How a check went."""
    return str(SALUD[estado])


def que_hacer(nombre: str) -> str:
    """What to do when a check does not go well."""
    return str(QUE_HACER.get(nombre, ""))


def de_acceso(que: str) -> str:
    """What was looked at."""
    return str(ACCESOS.get(que, que))


SILENCIOS: Mapping[str, Texto] = {
    "estimatorio": _("Si no se resuelve a tiempo, se entiende concedido"),
    "desestimatorio": _("Si no se resuelve a tiempo, puede entenderse denegado"),
    "no_procede": _("No tiene efectos"),
}
SILENCIOS_DE_OFICIO: Mapping[str, Texto] = {
    "desestimatorio": _("Si no se resuelve a tiempo, puede entenderse denegado lo que se pretendiera"),
    "caducidad": _("Si no se resuelve a tiempo, caduca"),
}
UNIDADES_DE_TIEMPO: Mapping[str, Texto] = {
    "dias_habiles": _("días hábiles"),
    "dias_naturales": _("días naturales"),
    "meses": _("meses"),
    "anios": _("años"),
}
