package io.lotledger.api.exports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.export.delivery.S3Connection;
import io.lotledger.export.delivery.Transfer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What goes over the wire, to a server that answers all with 200 and never says that it closes a connection. */
class S3ConnectionIT {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");

    private record Request(int port, String head, String body) {}

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ServerSocket door = door();
    private final S3Client s3 = new S3Connection(
                    URI.create("http://127.0.0.1:" + door.getLocalPort()),
                    "us-east-1",
                    "bucket",
                    new S3Connection.Credentials("key", "secret"),
                    true,
                    Transfer.DEFAULT)
            .client();

    @BeforeEach
    void open() {
        inBackground(this::accept);
    }

    @AfterEach
    void close() throws IOException {
        s3.close();
        door.close();
    }

    @Test
    void everyRequestHasAConnectionOfItsOwn() {
        for (int i = 0; i < 3; i++)
            s3.headObject(request -> request.bucket("bucket").key("key"));

        assertThat(requests).extracting(Request::port).hasSize(3).doesNotHaveDuplicates();
    }

    /** A server answers when it has the whole object, and may close before the client has sent what follows. */
    @Test
    void uploadEndsWithTheLastByteOfTheObject() {
        s3.putObject(request -> request.bucket("bucket").key("key"), RequestBody.fromString("rows"));

        assertThat(requests).singleElement().satisfies(upload -> {
            assertThat(upload.head()).startsWith("PUT /bucket/key ");
            assertThat(upload.body()).isEqualTo("rows");
        });
    }

    private static ServerSocket door() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                inBackground(() -> answer(client));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private void answer(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                Matcher length = LENGTH.matcher(head);
                byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
                requests.add(new Request(client.getPort(), head, new String(body, ISO_8859_1)));
                client.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    /** Empty when the client has closed the connection. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            if (b == '\n' && head.toString(ISO_8859_1).endsWith("\r\n\r\n")) return head.toString(ISO_8859_1);
        }
        return "";
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "s3-double");
        thread.setDaemon(true);
        thread.start();
    }
}
