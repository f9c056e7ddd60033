package io.lotledger.api.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.embedded.DataDirectory;
import io.lotledger.api.embedded.EmbeddedObjectStore;
import io.lotledger.export.delivery.S3Connection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class ObjectStoreIT {
    private Path directory = Path.of("");

    @BeforeEach
    void makeDirectory() {
        directory = LotledgerServer.newDataDirectory();
    }

    @AfterEach
    void removeDirectory() {
        LotledgerServer.delete(directory);
    }

    @Test
    void signedLinkOpensUntilItExpires() throws Exception {
        try (DataDirectory data = DataDirectory.lock(directory);
                EmbeddedObjectStore store = EmbeddedObjectStore.start(data)) {
            put(store.connection(), "a/lot.xlsx", "rows");

            URI link = link(store.connection(), "a/lot.xlsx", Duration.ofMinutes(5));
            URI briefLink = link(store.connection(), "a/lot.xlsx", Duration.ofSeconds(1));

            assertThat(get(link).body()).isEqualTo("rows");
            await().until(() -> get(briefLink).statusCode() == 403);
        }
    }

    @Test
    void linkThatWasTamperedWithIsForbidden() throws Exception {
        try (DataDirectory data = DataDirectory.lock(directory);
                EmbeddedObjectStore store = EmbeddedObjectStore.start(data)) {
            put(store.connection(), "a/lot.xlsx", "rows");
            put(store.connection(), "a/lot2.xlsx", "other rows");
            String link = link(store.connection(), "a/lot.xlsx", Duration.ofMinutes(5))
                    .toString();

            for (String tampered : List.of(
                    link.replace("lot.xlsx", "lot2.xlsx"),
                    link.replace("X-Amz-Expires=300", "X-Amz-Expires=3000"),
                    link.replace("X-Amz-Signature=", "X-Amz-Signature=0"),
                    link.substring(0, link.indexOf('?')))) {
                assertThat(get(URI.create(tampered)).statusCode()).as(tampered).isEqualTo(403);
            }
        }
    }

    @Test
    void objectsLinksAndKeysOutliveARestart() throws Exception {
        URI link;
        try (DataDirectory data = DataDirectory.lock(directory);
                EmbeddedObjectStore store = EmbeddedObjectStore.start(data)) {
            put(store.connection(), "a/lot.xlsx", "rows");
            link = link(store.connection(), "a/lot.xlsx", Duration.ofMinutes(5));
        }

        try (DataDirectory data = DataDirectory.lock(directory);
                EmbeddedObjectStore store = EmbeddedObjectStore.start(data);
                S3Client client = store.connection().client()) {
            store.connection().ensureBucket(client);

            assertThat(get(link).body()).isEqualTo("rows");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("s3.properties"))))
                    .isEqualTo("rw-------");
        }
    }

    /** Each of the parallel uploads would leave an open connection that the restarted server does not know. */
    @Test
    void uploadRightAfterARestartOfTheServerSucceeds() throws Exception {
        try (DataDirectory data = DataDirectory.lock(directory)) {
            S3Connection connection;
            try (EmbeddedObjectStore store = EmbeddedObjectStore.start(data)) {
                connection = store.connection();
                put(connection, "first.xlsx", "rows");
            }
            try (S3Client client = connection.client()) {
                try (EmbeddedObjectStore before = EmbeddedObjectStore.start(data)) {
                    assertThat(before.connection().endpoint()).isEqualTo(connection.endpoint());
                    IntStream.range(0, 8).parallel().forEach(number -> upload(client, connection, "before" + number));
                }
                try (EmbeddedObjectStore after = EmbeddedObjectStore.start(data)) {
                    assertThat(after.connection().endpoint()).isEqualTo(connection.endpoint());
                    upload(client, connection, "after");
                }
            }
        }
    }

    private static void upload(S3Client client, S3Connection connection, String key) {
        client.putObject(request -> request.bucket(connection.bucket()).key(key), RequestBody.fromString("rows"));
    }

    @Test
    void largeObjectGoesUpInParts() throws Exception {
        byte[] part = new byte[6 << 20];
        Arrays.fill(part, (byte) 7);
        try (DataDirectory data = DataDirectory.lock(directory);
                EmbeddedObjectStore store = EmbeddedObjectStore.start(data);
                S3Client client = store.connection().client()) {
            store.connection().ensureBucket(client);
            String bucket = store.connection().bucket();
            String upload = client.createMultipartUpload(
                            request -> request.bucket(bucket).key("large"))
                    .uploadId();
            List<CompletedPart> parts = IntStream.rangeClosed(1, 2)
                    .mapToObj(number -> CompletedPart.builder()
                            .partNumber(number)
                            .eTag(client.uploadPart(
                                            request -> request.bucket(bucket)
                                                    .key("large")
                                                    .uploadId(upload)
                                                    .partNumber(number),
                                            RequestBody.fromBytes(part))
                                    .eTag())
                            .build())
                    .toList();
            client.completeMultipartUpload(request ->
                    request.bucket(bucket).key("large").uploadId(upload).multipartUpload(done -> done.parts(parts)));

            assertThat(client.headObject(request -> request.bucket(bucket).key("large"))
                            .contentLength())
                    .isEqualTo(2L * part.length);
        }
    }

    private static void put(S3Connection connection, String key, String content) {
        try (S3Client client = connection.client()) {
            connection.ensureBucket(client);
            client.putObject(request -> request.bucket(connection.bucket()).key(key), RequestBody.fromString(content));
        }
    }

    private static URI link(S3Connection connection, String key, Duration lifetime) throws Exception {
        try (S3Presigner presigner = connection.presigner()) {
            return presigner
                    .presignGetObject(presign -> presign.signatureDuration(lifetime)
                            .getObjectRequest(request ->
                                    request.bucket(connection.bucket()).key(key)))
                    .url()
                    .toURI();
        }
    }

    private static HttpResponse<String> get(URI link) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofString());
    }
}
