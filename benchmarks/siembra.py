"""A town with years of cases, sown in SQL: copies of one real case, with other people, titles, numbers, units and dates.

Of every thousand cases six hundred are of Licencias and one of Participación; one in twenty is open, with its task. Each has a party with a
name of its own, two documents with what they say, three tasks, a term, an access that ended (or not) and an entry in the registry; one in fifty has its
facts too, which are those that pages of cases are asked for. A task is of somebody of its unit or of nobody, and whose it is may see the case, as the
product has it. Documents share their bytes. Keys and triggers are not asked meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

NOMBRES = "María,José,Ana,Íñigo,Carmen,Óscar,Lucía,Ramón,Begoña,Joaquín,Elena,Andrés,Pilar,Tomás,Rocío,Víctor"
APELLIDOS = (
    "García,Núñez,Peña,Ibáñez,Muñoz,López,Gutiérrez,Sáez,Ordóñez,Castaño,Ruiz,Bermúdez,Quiñones,Vázquez,Arranz,Cuesta,"
    "Zorrilla,Ábalos,Olmo,Hernández,Yáñez,Fraile,Galán,Izquierdo,Jiménez,Lafuente,Marín,Nieto,Otero,Palacios,Quesada,Román"
)
OBRAS = "Reforma de baño,Reforma de cocina,Terraza,Vado,Tala de árbol,Cambio de ventanas,Rótulo,Andamio,Poda,Acometida"
CALLES = "Mayor,Nueva,del Río,de la Estación,Fernán González,San Agustín,Peñas Albas,del Olmo,Ancha,de la Ronda"
MUCHAS, POCAS = "nuria", "silvia"  # who works where there are many cases, and where there are few
TODAS = "isabel"  # who sees those of all
QUIENES = {"all": TODAS, "many": MUCHAS, "few": POCAS}
# The number of a case of each one, and of one that they may not see; who sees all looks for one that is not there
DE_QUIEN, DE_OTROS = {"all": 777, "many": 5, "few": 600}, {"all": 9_999_999, "many": 777, "few": 777}
DE_NADIE = "Zoroastro Quijano Sancho"
OTRAS_UNIDADES = {"LA0009988": "raul", "LA0009992": "olga", "LA0009982": "javier"}  # and who works there
HECHOS_DE_UNO_EN, COMUNICACIONES_DE_UNO_EN = 50, 7
ABIERTO = "abs(hashint4(n)) % 20 = 0"
AZAR = "abs(hashint4(n * 31 + 7))"
DECIDIDO_TARDE = f"{AZAR} % 10 = 3"
ASIGNADA = f"{AZAR} % 3 <> 1"
# Up to how many days after the entry each thing is over: what the statistics count
DIAS_POR_PASO, DIAS_HASTA_DECIDIR, DIAS_ABIERTO, PLAZO_LEGAL = 30, 120, 90, 90


def lo_que_busca(cuantos: str) -> dict[str, object]:
    """What each one writes in the box: the number of a case of theirs and of one that is not, what its party is called, and where it is."""
    from consistorio.tramitacion.expedientes.models import Expediente

    suyo, ajeno = DE_QUIEN[cuantos], DE_OTROS[cuantos]
    donde = Expediente.objects.get(numero=f"BEN/{suyo}/2026").titulo.partition(" en ")[2]
    return {
        "suyo": suyo,
        "ajeno": ajeno,
        "suyo_de": _de_quien_es(suyo),
        "ajeno_de": _de_quien_es(ajeno),
        "suyo_en": donde,
    }


def _de_quien_es(n: int) -> str:
    from consistorio.plataforma.identidad.models import Persona

    parte = Persona.objects.filter(nif=f"P{n:08d}").first()
    return parte.nombre_completo if parte is not None else DE_NADIE


def _una(lista: str, paso: int) -> str:
    """SQL of one of the words by the number of the row, spread so that no two lists go together."""
    return f"(string_to_array('{lista}', ','))[1 + abs(hashint4(n * {paso})) % {lista.count(',') + 1}]"


def _id(que: str) -> str:
    """SQL of an identifier in the order of the rows, as UUIDv7 are."""
    azar = f"md5('{que}' || n)"
    return f"(lpad(to_hex(1640995200000 + n::bigint * 100), 12, '0') || '7' || substr({azar}, 1, 3) || '8' || substr({azar}, 4, 15))::uuid"


CALLE = _una(CALLES, 11)
TITULO = f"{_una(OBRAS, 7)} || ' en calle ' || {CALLE} || ', ' || n"
# What a document says: words that all say, one that one of each two hundred says, and some that nearly nobody does
PALABRAS = (
    f"strip(to_tsvector('spanish', translate(lower({TITULO}), 'áéíóúüñ', 'aeiouun') || ' ayuntamiento licencia solicitud documento expediente obra "
    f"resolución plazo palabra' || {AZAR} % 200 || ' rara' || n || ' cosa' || {AZAR} % 50021 || ' otra' || {AZAR} % 7919))"
)
CUANDO = "now() - (%(total)s - n) * interval '4 years' / %(total)s - interval '1 day'"
NUMERO = "'BEN/' || n || '/2026'"
NIF = "'P' || lpad(n::text, 8, '0')"


def _dias_despues(veces: str, dias: int) -> str:
    """SQL of a moment so many times some days after the entry, which has come."""
    return f"least(now(), {CUANDO} + ({veces}) * ({AZAR} % {dias}) * interval '1 day')"


class Siembra:
    """What is copied, and how many there are already."""

    def __init__(self, expediente_id: object) -> None:
        self.modelo = expediente_id
        self.hechas = 0

    def hasta(self, total: int) -> None:
        """As many cases as that, with the indexes of a town that has them and fresh statistics."""
        from django.db import connection, transaction

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
            cursor.execute("SET LOCAL synchronous_commit = off")
            copias = self._copias(cursor)
            indices = self._quitar_indices(cursor, [tabla for tabla, _de, _cambios, _donde in copias])
            for tabla, de, cambios, donde in copias:
                self._copiar(cursor, tabla, de, cambios, donde, total)
            for indice in indices:
                cursor.execute(indice)
        self.hechas = total
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def _quitar_indices(self, cursor: Any, tablas: Sequence[str]) -> list[str]:
        """Drop those of no key, which are made much faster at the end; answers how."""
        cursor.execute(
            "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
            "WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisunique",
            [list(set(tablas))],
        )
        filas = cursor.fetchall()
        for nombre, _definicion in filas:
            cursor.execute(f"DROP INDEX {nombre}")
        return [str(definicion) for _nombre, definicion in filas]

    def _copiar(self, cursor: Any, tabla: str, de: str, cambios: Mapping[str, str], donde: str, total: int) -> None:
        cursor.execute(
            "SELECT column_name::text FROM information_schema.columns WHERE table_name = %s AND is_identity = 'NO' "
            "AND coalesce(column_default, '') NOT LIKE 'nextval%%' ORDER BY ordinal_position",
            [tabla],
        )
        columnas = [str(c) for (c,) in cursor.fetchall()]
        if faltan := cambios.keys() - set(columnas):
            raise SystemExit(f"{tabla} has no columns {sorted(faltan)}: the sowing is of another schema")
        nombres = ", ".join(f'"{c}"' for c in columnas)
        puestas = ", ".join(cambios.get(c, f't."{c}"') for c in columnas)
        orden = (
            f"INSERT INTO {tabla} ({nombres}) SELECT {puestas} FROM ({de}) t "
            f"CROSS JOIN LATERAL generate_series({self.hechas + 1}, {total}) n WHERE {donde}"
        )
        cursor.execute(orden.replace("%(total)s", str(total)))

    def _copias(self, cursor: Any) -> list[tuple[str, str, dict[str, str], str]]:
        unidad = self._unidad(cursor)
        caso = f"'{self.modelo}'"
        asiento = f"(SELECT asiento_id FROM solicitudes_solicitud WHERE expediente_id = {caso})"
        documentos = (
            f"SELECT d.*, row_number() OVER (ORDER BY x.orden) AS puesto FROM documentos_documento d "
            f"JOIN expedientes_documentoexpediente x ON x.documento_id = d.id WHERE x.expediente_id = {caso} LIMIT 2"
        )
        incorporados = (
            f"SELECT x.*, row_number() OVER (ORDER BY x.orden) AS puesto FROM expedientes_documentoexpediente x "
            f"WHERE x.expediente_id = {caso} LIMIT 2"
        )
        documento = "CASE t.puesto WHEN 1 THEN {} ELSE {} END".format(_id("documento1"), _id("documento2"))
        tareas = f"SELECT a.*, g AS cual FROM motor_tarea a, generate_series(1, 3) g WHERE a.expediente_id = {caso} AND a.tipo = 'revision'"
        abierta = f"(t.cual = 1 AND {ABIERTO})"
        quien = self._quien(cursor)
        return [
            (
                "identidad_persona",
                f"SELECT p.* FROM identidad_persona p JOIN expedientes_interesado i ON i.persona_id = p.id WHERE i.expediente_id = {caso}",
                {
                    "id": _id("persona"),
                    "nif": NIF,
                    "nombre": _una(NOMBRES, 3),
                    "apellido1": _una(APELLIDOS, 5),
                    "apellido2": _una(APELLIDOS, 13),
                },
                "true",
            ),
            (
                "expedientes_expediente",
                f"SELECT * FROM expedientes_expediente WHERE id = {caso}",
                {
                    "id": _id("expediente"),
                    "numero": NUMERO,
                    "orden": "1000 + n",
                    "id_eni": "'ES_L01999998_2026_EXP_BEN' || lpad(n::text, 27, '0')",
                    "titulo": TITULO,
                    "datos": f"jsonb_build_object('emplazamiento', jsonb_build_object('via', 'Calle ' || {CALLE}, 'numero', n::text))",
                    "unidad_id": unidad,
                    "abierto_el": CUANDO,
                    "estado": f"CASE WHEN {ABIERTO} THEN 'abierto' ELSE 'cerrado' END",
                    "cerrado_el": f"CASE WHEN {ABIERTO} THEN NULL ELSE {_dias_despues('1', DIAS_ABIERTO)} END",
                },
                "true",
            ),
            (
                "expedientes_interesado",
                f"SELECT * FROM expedientes_interesado WHERE expediente_id = {caso}",
                {"id": _id("interesado"), "expediente_id": _id("expediente"), "persona_id": _id("persona")},
                "true",
            ),
            (
                "documentos_documento",
                documentos,
                {
                    "id": documento,
                    "id_eni": "'ES_L01999998_2026_B' || t.puesto || lpad(n::text, 28, '0')",
                    "csv": "regexp_replace(translate(t.puesto || lpad(n::text, 19, '0'), '01', 'AB'), '(....)(?=.)', '\\1-', 'g')",
                    "titulo": TITULO,
                },
                "true",
            ),
            (
                "documentos_textodocumento",
                documentos.replace("d.*", "x.documento_id, d.id"),
                {"documento_id": documento, "estado": "'hecho'", "leido_el": "now()", "palabras": PALABRAS},
                "true",
            ),
            (
                "expedientes_documentoexpediente",
                incorporados,
                {
                    "id": "CASE t.puesto WHEN 1 THEN {} ELSE {} END".format(_id("puesto1"), _id("puesto2")),
                    "expediente_id": _id("expediente"),
                    "documento_id": documento,
                    "orden": "t.puesto",
                },
                "true",
            ),
            (
                "motor_tarea",
                tareas,
                {
                    "id": "CASE t.cual WHEN 1 THEN {} WHEN 2 THEN {} ELSE {} END".format(
                        *(_id(f"tarea{i}") for i in (1, 2, 3))
                    ),
                    "expediente_id": _id("expediente"),
                    "codigo": "'revision' || t.cual",
                    "unidad_id": unidad,
                    "asignada_a_id": f"CASE WHEN {ASIGNADA} THEN {quien} END",
                    "estado": f"CASE WHEN {abierta} THEN 'pendiente' ELSE 'hecha' END",
                    "creada_el": _dias_despues("t.cual - 1", DIAS_POR_PASO),
                    "cerrada_el": f"CASE WHEN {abierta} THEN NULL ELSE {_dias_despues('t.cual', DIAS_POR_PASO)} END",
                    "vence": "current_date + (n % 90) - 30",
                    "incoada_el": CUANDO,
                },
                "true",
            ),
            *(
                (
                    "expedientes_permisoexpediente",
                    f"SELECT * FROM expedientes_permisoexpediente WHERE expediente_id = {caso} LIMIT 1",
                    {
                        "id": _id(f"permiso {columna}"),
                        "expediente_id": _id("expediente"),
                        "unidad_id": "NULL::uuid",
                        "empleado_id": "NULL::uuid",
                        columna: valor,
                        "referencia": _id("tarea1"),
                        "hasta": f"CASE WHEN {ABIERTO} THEN NULL ELSE now() END",
                    },
                    donde,
                )
                for columna, valor, donde in (("unidad_id", unidad, "true"), ("empleado_id", quien, ASIGNADA))
            ),
            (
                "motor_plazo",
                f"SELECT * FROM motor_plazo WHERE expediente_id = {caso}",
                {
                    "id": _id("plazo"),
                    "expediente_id": _id("expediente"),
                    "inicio": CUANDO,
                    "vence": f"({CUANDO})::date + {PLAZO_LEGAL}",
                    "estado": f"CASE WHEN {ABIERTO} THEN 'corriendo' WHEN {DECIDIDO_TARDE} THEN 'vencido' ELSE 'cumplido' END",
                    "cumplido_el": f"CASE WHEN {ABIERTO} THEN NULL ELSE {_dias_despues('1', DIAS_HASTA_DECIDIR)} END",
                },
                "true",
            ),
            (
                "registro_asiento",
                f"SELECT * FROM registro_asiento WHERE id = {asiento}",
                {
                    "id": _id("asiento"),
                    "anio": "2022",
                    "numero": "n",
                    "numero_completo": "'2022-E-' || lpad(n::text, 8, '0')",
                    "clave_idempotencia": "'banco:' || n",
                    "numero_expediente": NUMERO,
                    "unidad_id": unidad,
                    **dict.fromkeys(("registrado_el", "presentado_el", "efectivo_el", "practicado_el"), CUANDO),
                    "busqueda": f"'2022-e-' || lpad(n::text, 8, '0') || ' solicitud licencia ' || lower({NUMERO}) || ' ' || "
                    f"lower(translate({_una(NOMBRES, 3)} || ' ' || {_una(APELLIDOS, 5)} || ' ' || {_una(APELLIDOS, 13)}, "
                    f"'ÁÉÍÓÚáéíóúÑñ', 'aeiouaeiounn')) || ' ' || lower({NIF})",
                },
                "true",
            ),
            (
                "registro_interesadoasiento",
                f"SELECT * FROM registro_interesadoasiento WHERE asiento_id = {asiento} LIMIT 1",
                {"id": _id("parte"), "asiento_id": _id("asiento"), "persona_id": _id("persona"), "nif": NIF},
                "true",
            ),
            *self._comunicaciones(caso, unidad),
            (
                "auditoria_evento",
                f"SELECT * FROM auditoria_evento WHERE cadena = 'expediente:{self.modelo}'",
                {
                    "id": "(md5(t.id::text || n))::uuid",
                    "cadena": f"'expediente:' || {_id('expediente')}",
                    "momento": CUANDO,
                },
                f"n % {HECHOS_DE_UNO_EN} = 0",
            ),
        ]

    def _comunicaciones(self, caso: str, unidad: str) -> list[tuple[str, str, dict[str, str], str]]:
        """What was said about one case in seven, if something was said about the one that is copied."""
        dicha = f"SELECT * FROM comunicaciones_comunicacion WHERE expediente_id = {caso} LIMIT 1"
        donde = f"n % {COMUNICACIONES_DE_UNO_EN} = 0"
        return [
            (
                "comunicaciones_comunicacion",
                dicha,
                {
                    "id": _id("comunicacion"),
                    "clave": _id("clave"),
                    "orden": "1000 + n",
                    "numero": "'CI-2026/' || lpad((1000 + n)::text, 7, '0')",
                    "expediente_id": _id("expediente"),
                },
                donde,
            ),
            (
                "comunicaciones_comunicaciondeunidad",
                dicha.replace("*", "id AS comunicacion_id"),
                {"comunicacion_id": _id("comunicacion"), "unidad_id": unidad},
                donde,
            ),
        ]

    def _unidad(self, cursor: Any) -> str:
        """SQL of the unit of a case."""
        return self._por_unidad(
            *(_unidad_de(cursor, usuario) for usuario in (MUCHAS, POCAS)),
            [_unidad_de_dir3(cursor, dir3) for dir3 in OTRAS_UNIDADES],
        )

    def _quien(self, cursor: Any) -> str:
        """SQL of whose the task is, of those of its unit: where there are many, one of each twenty is of whom the pages are asked for."""
        ella, otro, pocas = (_empleado(cursor, usuario) for usuario in (MUCHAS, "sergio", POCAS))
        muchas = f"CASE WHEN {AZAR} % 30 = 0 THEN {ella} ELSE {otro} END"
        return self._por_unidad(muchas, pocas, [_empleado(cursor, usuario) for usuario in OTRAS_UNIDADES.values()])

    def _por_unidad(self, muchas: str, pocas: str, otras: Sequence[str]) -> str:
        """SQL of one or another by the unit of the case."""
        demas = "".join(f" WHEN {i} THEN {otra}" for i, otra in enumerate(otras))
        return f"CASE WHEN n % 1000 < 600 THEN {muchas} WHEN n % 1000 = 600 THEN {pocas} ELSE CASE n % 3{demas} END END"


def _valor(cursor: Any, consulta: str, de: str) -> str:
    cursor.execute(consulta, [de])
    return f"'{cursor.fetchone()[0]}'::uuid"


def _unidad_de_dir3(cursor: Any, dir3: str) -> str:
    return _valor(cursor, "SELECT id FROM organizacion_unidad WHERE dir3 = %s", dir3)


def _empleado(cursor: Any, usuario: str) -> str:
    return _valor(
        cursor,
        "SELECT e.id FROM organizacion_empleado e JOIN identidad_cuenta c ON c.id = e.cuenta_id WHERE c.usuario = %s",
        usuario,
    )


def _unidad_de(cursor: Any, usuario: str) -> str:
    return _valor(
        cursor,
        "SELECT p.unidad_id FROM organizacion_puesto p JOIN organizacion_ocupacion o ON o.puesto_id = p.id "
        "JOIN organizacion_empleado e ON e.id = o.empleado_id JOIN identidad_cuenta c ON c.id = e.cuenta_id "
        "WHERE c.usuario = %s",
        usuario,
    )
