package io.lotledger.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * The whole server for a test, as a user would start it, on a port and a data directory of its own.
 *
 * <p>{@link #shared()} is started once per JVM and is what most tests want: keep tests apart by organisation and by lot,
 * not by server. {@link #start} is for tests that restart it or bring their own beans.
 */
public final class LotledgerServer implements AutoCloseable {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static @Nullable LotledgerServer shared;
    private static @Nullable ServerFolders folders;

    private final ConfigurableApplicationContext context;

    private LotledgerServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** The one of this JVM; it stops, and its files go, when the JVM ends. */
    public static synchronized LotledgerServer shared() {
        if (shared == null) {
            Path data = newDataDirectory();
            LotledgerServer server = start(data);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                delete(data);
            }));
            shared = server;
        }
        return shared;
    }

    /** One more, with these beans beside its own. The caller closes it. */
    public static LotledgerServer start(Path dataDirectory, Class<?>... beans) {
        return start(dataDirectory, List.of(), beans);
    }

    /** @param settings as on the command line, without the dashes: {@code lotledger.bootstrap.api-key=…} */
    public static LotledgerServer start(Path dataDirectory, List<String> settings, Class<?>... beans) {
        List<String> arguments = new ArrayList<>(
                List.of("--lotledger.data-dir=" + dataDirectory, "--lotledger.binaries-dir=" + programs()));
        if (settings.stream().noneMatch(setting -> setting.startsWith("server.port=")))
            arguments.add("--server.port=0");
        settings.forEach(setting -> arguments.add("--" + setting));
        if (settings.stream().noneMatch(setting -> setting.startsWith("spring.datasource.url=")))
            MigratedDatabase.copyInto(dataDirectory);
        return new LotledgerServer(new SpringApplicationBuilder(LotledgerApplication.class)
                .sources(beans)
                .web(WebApplicationType.SERVLET)
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new)));
    }

    /** Empty, in memory or under {@code target/}; give it back with {@link #delete}. */
    public static synchronized Path newDataDirectory() {
        try {
            if (folders == null) folders = ServerFolders.of(TARGET);
            return folders.create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void delete(Path dataDirectory) {
        try {
            FileSystemUtils.deleteRecursively(dataDirectory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL's programs, unpacked once for all tests. */
    public static Path programs() {
        return TARGET.resolve("programs");
    }

    /** Without a slash at the end. */
    public URI baseUrl() {
        WebServerApplicationContext web = (WebServerApplicationContext) context;
        return URI.create("http://127.0.0.1:"
                + java.util.Objects.requireNonNull(web.getWebServer()).getPort());
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
