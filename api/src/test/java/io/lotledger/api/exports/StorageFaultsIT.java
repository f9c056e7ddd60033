package io.lotledger.api.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.exports.FaultyProxy.Fault;
import io.lotledger.export.delivery.DeliveryPolicy;
import io.lotledger.export.delivery.Encryption;
import io.lotledger.export.delivery.S3Connection;
import io.lotledger.export.delivery.S3WorkbookStore;
import io.lotledger.export.delivery.StorageUnavailable;
import io.lotledger.export.delivery.Transfer;
import io.lotledger.export.delivery.Workbook;
import io.lotledger.export.delivery.WorkbookStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The store against an S3 that fails in every way we know of. */
class StorageFaultsIT {
    private static final long WHOLE = 1 << 20;
    private static final long IN_PARTS = 1;
    private static final Random RANDOM = new Random(7);

    private final S3Connection direct = LotledgerServer.shared().bean(S3Connection.class);
    private final FaultyProxy proxy =
            FaultyProxy.to(Objects.requireNonNull(direct.endpoint()).getPort());
    private final S3Client s3 = direct.client();
    private final String key = "exports/faults/" + Long.toHexString(RANDOM.nextLong()) + ".xlsx";
    private final List<S3WorkbookStore> opened = new ArrayList<>();

    @TempDir
    Path directory = Path.of("");

    @AfterEach
    void close() {
        opened.forEach(S3WorkbookStore::close);
        proxy.close();
        s3.close();
    }

    private WorkbookStore store(long multipartFrom, @Nullable Encryption encryption) {
        return store(proxy.http(), new Transfer(Duration.ofSeconds(1), multipartFrom, encryption));
    }

    private WorkbookStore store(URI endpoint, Transfer transfer) {
        S3Connection connection = new S3Connection(
                endpoint, direct.region(), direct.bucket(), direct.credentials(), direct.pathStyle(), transfer);
        S3WorkbookStore store = new S3WorkbookStore(connection, new DeliveryPolicy(Duration.ofMinutes(1)));
        opened.add(store);
        direct.ensureBucket(s3);
        return store;
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "SLOW", "CUT_DOWNLOAD"})
    void everyFaultOfTheStorageIsToldAsOneAndPassesWithIt(Fault fault) throws Exception {
        WorkbookStore store = store(WHOLE, null);
        Path file = file(30_000);
        proxy.fail(fault);

        long start = System.nanoTime();
        assertThatThrownBy(() -> store.put(workbook(file), file))
                .isInstanceOf(StorageUnavailable.class)
                .hasMessageStartingWith("S3 ")
                .hasMessageContaining("bucket " + direct.bucket());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        proxy.heal();
        store.put(workbook(file), file);

        assertThat(stored()).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void downloadThatBreaksOffIsAFaultOfTheStorage() throws Exception {
        WorkbookStore store = store(WHOLE, null);
        Path file = file(30_000);
        store.put(workbook(file), file);
        proxy.fail(Fault.CUT_DOWNLOAD);

        assertThatThrownBy(() -> store.copy(key, OutputStream.nullOutputStream()))
                .isInstanceOf(StorageUnavailable.class)
                .hasMessageStartingWith("S3 ")
                .hasMessageContaining("bucket " + direct.bucket());
    }

    @Test
    void slowStorageIsStorage() throws Exception {
        WorkbookStore store = store(WHOLE, null);
        Path file = file(30_000);
        proxy.fail(Fault.SLOW);

        store.put(workbook(file), file);

        assertThat(stored()).isEqualTo(Files.readAllBytes(file));
    }

    @ParameterizedTest
    @CsvSource({"UNAVAILABLE, S3 answered 503 SlowDown for bucket", "UNAVAILABLE_MUTE, S3 answered 503"})
    void refusalIsToldWithS3sOwnWordWhereItHasOne(Fault fault, String told) throws Exception {
        WorkbookStore store = store(WHOLE, null);
        Path file = file(10);
        proxy.fail(fault, head -> head.startsWith("PUT"));

        // an answer that comes before the body has gone may be lost with the connection; then there is no word to tell
        await().untilAsserted(() ->
                assertThatThrownBy(() -> store.put(workbook(file), file)).hasMessageStartingWith(told));
    }

    @Test
    void bytesThatChangeOnTheWayAreNotStored() throws Exception {
        WorkbookStore store = store(WHOLE, null);
        Path file = file(30_000);
        proxy.fail(Fault.CORRUPT);

        assertThatThrownBy(() -> store.put(workbook(file), file))
                .isInstanceOf(StorageUnavailable.class)
                .hasMessageContaining("What it received is not what was sent");

        assertThat(objects()).isEmpty();
    }

    @Test
    void uploadThatCannotEvenBeAbandonedIsRemovedLater() throws Exception {
        WorkbookStore store = store(IN_PARTS, null);
        Path file = file(30_000);
        proxy.fail(Fault.UNAVAILABLE, head -> head.contains("partNumber=") || head.startsWith("DELETE"));
        assertThatThrownBy(() -> store.put(workbook(file), file)).isInstanceOf(StorageUnavailable.class);
        assertThat(uploads()).as("parts that nobody completes").isNotEmpty();
        proxy.heal();

        store.put(workbook(file), file);
        store.abandonUploads(key);

        assertThat(uploads()).isEmpty();
        assertThat(stored()).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void removalTakesTheObjectAndItsHalfDoneUploads() throws Exception {
        WorkbookStore store = store(IN_PARTS, null);
        Path file = file(30_000);
        store.put(workbook(file), file);
        proxy.fail(Fault.UNAVAILABLE, head -> head.contains("partNumber=") || head.startsWith("DELETE"));
        assertThatThrownBy(() -> store.put(workbook(file), file)).isInstanceOf(StorageUnavailable.class);
        proxy.heal();

        store.remove(key);

        assertThat(objects()).isEmpty();
        assertThat(uploads()).isEmpty();
    }

    @Test
    void fileThatVanishesLeavesNoUploadBehind() throws Exception {
        WorkbookStore store = store(IN_PARTS, null);
        Path file = file(30_000);
        Workbook workbook = workbook(file);
        proxy.fail(Fault.NONE, head -> {
            if (head.contains("uploads")) delete(file); // as soon as the upload has begun
            return false;
        });

        assertThatThrownBy(() -> store.put(workbook, file)).isInstanceOf(Exception.class);

        assertThat(uploads()).isEmpty();
    }

    /** The embedded S3 says that it cannot: what counts here is what it was asked. */
    @ParameterizedTest
    @CsvSource({"1, POST", "1048576, PUT"})
    void encryptionWithAKeyOfOnesOwnIsAskedFor(long multipartFrom, String method) throws Exception {
        WorkbookStore store = store(multipartFrom, new Encryption("aws:kms", "alias/workbooks"));
        Path file = file(30_000);

        assertThatThrownBy(() -> store.put(workbook(file), file)).hasMessageContaining("NotImplemented");

        assertThat(proxy.heads())
                .anySatisfy(head -> assertThat(head)
                        .startsWith(method + " /" + direct.bucket() + "/" + key)
                        .containsIgnoringCase("x-amz-server-side-encryption: aws:kms")
                        .containsIgnoringCase("x-amz-server-side-encryption-aws-kms-key-id: alias/workbooks")
                        .containsIgnoringCase("Content-Disposition: attachment; filename=\"lot.xlsx\""));
        assertThat(objects()).isEmpty();
    }

    /** No S3 we can run encrypts, so this one is made of answers. */
    @ParameterizedTest
    @ValueSource(strings = {"AES256", "none"})
    void objectThatS3DidNotEncryptAsAskedIsRemovedAndNotTakenForStored(String encryptedWith) throws Exception {
        Path file = file(1_000);
        Workbook workbook = workbook(file);
        List<String> methods = new CopyOnWriteArrayList<>();
        HttpServer answers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answers.createContext("/", exchange -> {
            methods.add(exchange.getRequestMethod());
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("x-amz-meta-sha256", workbook.sha256());
            exchange.getResponseHeaders().set("x-amz-server-side-encryption", encryptedWith);
            if (exchange.getRequestMethod().equals("HEAD"))
                exchange.getResponseHeaders().set("Content-Length", "1000");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        answers.start();
        try {
            Encryption encryption = new Encryption("AES256", null);
            WorkbookStore store = store(
                    URI.create("http://127.0.0.1:" + answers.getAddress().getPort()),
                    new Transfer(Duration.ofSeconds(5), WHOLE, encryption));

            if (encryptedWith.equals("AES256")) {
                store.put(workbook, file);
                assertThat(methods).doesNotContain("DELETE");
            } else {
                assertThatThrownBy(() -> store.put(workbook, file))
                        .isInstanceOf(StorageUnavailable.class)
                        .hasMessageContaining("without encrypting it with AES256");
                assertThat(methods).contains("DELETE");
            }
        } finally {
            answers.stop(0);
        }
    }

    @Test
    void everyByteIsSentUnderItsMd5AndToTheBucketInThePath() throws Exception {
        WorkbookStore store = store(WHOLE, null);
        Path file = file(30_000);

        store.put(workbook(file), file);

        assertThat(proxy.heads())
                .anySatisfy(head -> assertThat(head)
                        .startsWith("PUT /" + direct.bucket() + "/" + key + " ")
                        .containsIgnoringCase("Host: 127.0.0.1:" + proxy.port())
                        .containsIgnoringCase("Content-MD5: ")
                        .doesNotContainIgnoringCase("x-amz-server-side-encryption"));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] stored() {
        return s3.getObjectAsBytes(request -> request.bucket(direct.bucket()).key(key))
                .asByteArray();
    }

    private List<S3Object> objects() {
        return s3.listObjectsV2(request -> request.bucket(direct.bucket()).prefix(key))
                .contents();
    }

    private List<MultipartUpload> uploads() {
        return s3.listMultipartUploads(
                        request -> request.bucket(direct.bucket()).prefix(key))
                .uploads();
    }

    private Path file(int bytes) throws Exception {
        byte[] content = new byte[bytes];
        RANDOM.nextBytes(content);
        return Files.write(directory.resolve("lot.xlsx"), content);
    }

    private Workbook workbook(Path file) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return new Workbook(key, "lot.xlsx", HexFormat.of().formatHex(digest), "application/octet-stream");
    }
}
