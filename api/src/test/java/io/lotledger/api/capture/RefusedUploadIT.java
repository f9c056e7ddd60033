package io.lotledger.api.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client that first sends all and then reads: it learns why its upload was refused, however much it sent. */
class RefusedUploadIT {
    private static final int MEGABYTES = 48;
    private static final int MORE_THAN_THREADS = 220; // of Tomcat
    private static final byte[] MEGABYTE = new byte[1 << 20];

    static {
        Arrays.fill(MEGABYTE, (byte) ' ');
    }

    private final LotledgerServer server = LotledgerServer.shared();
    private final CaptureClient partner = new CaptureClient(server);

    @Test
    void aDocumentBeyondTheLimitIsAnsweredWith413() throws IOException {
        String answer = sent("X-API-Key: " + partner.key() + "\r\nContent-Length: " + (4L << 30), false);

        assertThat(answer)
                .startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("GS1-EPCIS-Capture-File-Size-Limit: 1073741824")
                .contains("epcisException:CaptureLimitExceededException");
    }

    @Test
    void aDocumentThatIsNoneIsAnsweredWith400AtItsFirstByte() throws IOException {
        String answer = sent("X-API-Key: " + partner.key() + "\r\nTransfer-Encoding: chunked", true);

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("epcisException:ValidationException");
    }

    @Test
    void twoLengthsOfOneBodyAndALengthThatIsNoNumberAreAnsweredWith400() throws IOException {
        for (String length : List.of("Content-Length: 5\r\nContent-Length: 6", "Content-Length: five")) {
            try (Socket client = begun(CaptureClient.CAPTURE, "X-API-Key: " + partner.key() + "\r\n" + length)) {
                assertThat(answer(client.getInputStream()))
                        .startsWith("HTTP/1.1 400 ")
                        .contains("application/problem+json", "not well-formed HTTP", "Connection: close");
            }
        }
    }

    @Test
    void whoIsNotKnownIsAnsweredWith401() throws IOException {
        String answer = sent("X-API-Key: ll_0_0\r\nContent-Length: " + (4L << 30), false);

        assertThat(answer).startsWith("HTTP/1.1 401 ").contains("epcisException:SecurityException");
    }

    @Test
    void clientsThatStopInTheirBodiesLeaveTheServerToOthersAndAreAnsweredWith408() throws IOException {
        List<Socket> clients = new ArrayList<>();
        try {
            clients.add(begun(
                    CaptureClient.CAPTURE,
                    "X-API-Key: " + partner.key() + "\r\nContent-Type: application/json\r\nContent-Length: 1000"));
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                String length = i % 2 == 0 ? "Content-Length: 1000" : "Transfer-Encoding: chunked";
                clients.add(
                        begun("/compliance/sign-in", "Content-Type: application/x-www-form-urlencoded\r\n" + length));
            }

            assertThat(partner.get(CaptureClient.CAPTURE + "?perPage=1").status())
                    .isEqualTo(200);
            assertThat(answer(clients.get(0).getInputStream()))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("did not arrive in time");
        } finally {
            for (Socket client : clients) client.close();
        }
    }

    /** The head of a request, and the first byte of its body or of its first chunk's head. */
    private Socket begun(String path, String headers) throws IOException {
        URI base = server.baseUrl();
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(30_000);
        socket.getOutputStream()
                .write(ascii(
                        "POST " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n" + headers + "\r\n\r\n5"));
        return socket;
    }

    private String sent(String headers, boolean chunked) throws IOException {
        URI base = server.baseUrl();
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(ascii("POST " + CaptureClient.CAPTURE + " HTTP/1.1\r\nHost: " + base.getAuthority()
                    + "\r\nContent-Type: application/ld+json\r\n" + headers + "\r\n\r\n"));
            if (chunked) out.write(ascii("1\r\n?\r\n"));
            for (int i = 0; i < MEGABYTES; i++) {
                if (chunked) out.write(ascii(Integer.toHexString(MEGABYTE.length) + "\r\n"));
                out.write(MEGABYTE);
                if (chunked) out.write(ascii("\r\n"));
            }
            return answer(socket.getInputStream());
        }
    }

    /** To the end of its JSON; the connection stays open, for the server waits for the rest. */
    private static String answer(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            answer.write(next);
            if (next == '}' && in.available() == 0) break;
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
