"""The table of commands. To add one: a line here and the module `cli/<name>.py`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Orden:
    """A command: its help and whether what follows is passed on untouched to another program (`args.resto`)."""

    ayuda: str
    resto: bool = False


ORDENES: dict[str, Orden] = {
    "demo": Orden("Pone en marcha un ayuntamiento de ejemplo, completo, en esta máquina"),
    "test": Orden("Ejecuta todas las comprobaciones", resto=True),
    "recorrido": Orden("Tramita un expediente de principio a fin y deja el resultado en una carpeta"),
    "conformidad": Orden("Juzga con veraPDF y DSS lo que dejó «recorrido»"),
    "verificar": Orden("Comprueba que nada de lo registrado se ha alterado"),
    "eni": Orden("Valida o importa documentos y expedientes electrónicos ENI"),
    "plazo": Orden("Calcula un plazo administrativo y lo explica"),
    "instalar": Orden("Primera puesta en marcha con las unidades, las personas y el calendario del municipio"),
    "actualizar": Orden("Pone al día la base de datos después de cambiar de versión"),
    "servir": Orden("Sirve las páginas (producción)"),
    "trabajador": Orden("Atiende las colas de trabajos (producción)"),
    "certificado": Orden("Atiende el acceso con certificado electrónico (producción)"),
    "importar-expedientes": Orden("Trae los expedientes del programa anterior, con sus ficheros, y dice si cuadra"),
    "contabilidad": Orden(
        "Abre, ensaya, cierra y comprueba la contabilidad; enseña su plan y sus reglas, y las cambia"
    ),
    "facturae": Orden("Anota en el registro contable las facturas de un archivo Facturae"),
    "conservacion": Orden("Dice cuánto se guarda cada rastro de uso, o lo cambia"),
    "salud": Orden("Dice si todo funciona"),
    "copia": Orden("Guarda la base de datos y los documentos en un solo fichero"),
    "restaurar": Orden("Recupera lo que guardó «copia»"),
    "manage": Orden("Órdenes propias de Django", resto=True),
}
