package es.consistorio.conformidad;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a judge says of one file: PASS, FAIL or ERROR, why, and one map for each signature. */
record Veredicto(String juez, String resultado, List<String> motivos, List<Map<String, String>> firmas) {

    String comoJson() {
        return "{\"juez\":" + texto(juez) + ",\"resultado\":" + texto(resultado)
                + ",\"motivos\":" + lista(motivos.stream().map(Veredicto::texto).toList())
                + ",\"firmas\":" + lista(firmas.stream().map(Veredicto::objeto).toList()) + "}";
    }

    private static String lista(List<String> elementos) {
        return "[" + String.join(",", elementos) + "]";
    }

    private static String objeto(Map<String, String> campos) {
        return campos.entrySet().stream()
                .map(campo -> texto(campo.getKey()) + ":" + texto(campo.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String texto(String valor) {
        StringBuilder salida = new StringBuilder("\"");
        for (char letra : valor.toCharArray()) {
            if (letra == '"' || letra == '\\') {
                salida.append('\\').append(letra);
            } else if (letra < ' ') {
                salida.append(String.format("\\u%04x", (int) letra));
            } else {
                salida.append(letra);
            }
        }
        return salida.append('"').toString();
    }
}
