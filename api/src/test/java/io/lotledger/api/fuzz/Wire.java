package io.lotledger.api.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests byte for byte as written: no client library sends what is not well-formed. */
final class Wire {
    private static final int TIMEOUT_MILLIS = 120_000;

    private final URI server;
    private final String key;

    Wire(URI server, String key) {
        this.server = server;
        this.key = key;
    }

    /** @param head the status line and the headers */
    record Answer(String head, String body) {
        int status() {
            return head.startsWith("HTTP/1.1 ") ? Integer.parseInt(head.substring(9, 12)) : 0;
        }

        boolean isProblem() {
            return head.toLowerCase(java.util.Locale.ROOT).contains("content-type: application/problem+json");
        }
    }

    Answer get(String target, String... headers) throws IOException {
        return send("GET", target, List.of(headers), new byte[0]);
    }

    Answer post(String target, String contentType, byte[] body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: " + contentType);
        all.add("Content-Length: " + body.length);
        return send("POST", target, all, body);
    }

    /** With the key and a Host, unless the headers bring their own. */
    Answer send(String method, String target, List<String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nConnection: close\r\n");
        if (headers.stream().noneMatch(header -> header.startsWith("Host:")))
            head.append("Host: ").append(server.getAuthority()).append("\r\n");
        if (headers.stream().noneMatch(header -> header.startsWith("X-API-Key:")))
            head.append("X-API-Key: ").append(key).append("\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        head.append("\r\n");
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
                out.write(body);
                out.flush();
            } catch (IOException e) {
                // refused before all of it was read: the answer is there
            }
            return answer(socket.getInputStream());
        }
    }

    private static Answer answer(InputStream in) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            in.transferTo(bytes);
        } catch (IOException e) {
            // reset after the answer
        }
        String all = bytes.toString(StandardCharsets.ISO_8859_1);
        int end = all.indexOf("\r\n\r\n");
        return end < 0 ? new Answer(all, "") : new Answer(all.substring(0, end), all.substring(end + 4));
    }
}
