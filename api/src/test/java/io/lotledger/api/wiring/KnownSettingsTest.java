package io.lotledger.api.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.api.start.CannotStartException;
import io.lotledger.api.start.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class KnownSettingsTest {
    private static final Pattern READ_SINGLY =
            Pattern.compile("(?:@Value\\(\"\\$\\{|ConditionalOnProperty\\(name = \")(lotledger\\.[\\w.-]+)");

    @Test
    void settingWithATypoStopsTheStartWithTheNearestName() {
        assertThatThrownBy(() -> KnownSettings.check(with("lotledger.export.workrs", "3")))
                .isInstanceOf(CannotStartException.class)
                .hasMessage("There is no setting 'lotledger.export.workrs', did you mean 'lotledger.export.workers'?");
    }

    @Test
    void knownSettingsPassInEverySpelling() {
        KnownSettings.check(with("lotledger.dataDir", "x"));
        KnownSettings.check(with("lotledger.s3.path-style", "true"));
        KnownSettings.check(with("lotledger.vocabulary.biz-steps[0].word", "x"));
        KnownSettings.check(with("lotledger.trace.ceiling", "5"));
        KnownSettings.check(with("lotledger_unrelated", "x"));
    }

    @Test
    void environmentVariablesAreCheckedButNotThoseOfKubernetes() {
        KnownSettings.check(withVariable("LOTLEDGER_S3_BUCKET"));
        KnownSettings.check(withVariable("LOTLEDGER_VOCABULARY_BIZSTEPS_0_WORD"));
        KnownSettings.check(withVariable("LOTLEDGER_SERVICE_HOST"));
        KnownSettings.check(withVariable("LOTLEDGER_PORT_8080_TCP_ADDR"));
        assertThatThrownBy(() -> KnownSettings.check(withVariable("LOTLEDGER_S3_BUKET")))
                .hasMessageContaining("did you mean 'LOTLEDGER_S3_BUCKET'?");
    }

    @Test
    void everySettingReadSinglyIsListed() throws IOException {
        TreeSet<String> read = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                Matcher matcher = READ_SINGLY.matcher(Files.readString(source));
                while (matcher.find()) read.add(matcher.group(1));
            }
        }
        assertThat(read).isNotEmpty();
        assertThat(KnownSettings.names()).containsAll(read);
        assertThat(read).containsAll(KnownSettings.SINGLE);
    }

    /** Only classes with such a name are looked into. */
    @Test
    void everyRecordOfSettingsIsCalledSettings() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                if (Files.readString(source).contains("\n@ConfigurationProperties("))
                    assertThat(source.toString()).endsWith("Settings.java");
            }
        }
    }

    @Test
    void takenPortIsSaidAtOnce() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> FreePort.check("127.0.0.1", taken.getLocalPort()))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageStartingWith("Port " + taken.getLocalPort() + " on 127.0.0.1 is in use");
        }
        FreePort.check("127.0.0.1", 0);
    }

    private static StandardEnvironment with(String name, String value) {
        StandardEnvironment environment = empty();
        environment.getPropertySources().addFirst(new MapPropertySource("given", Map.of(name, value)));
        return environment;
    }

    private static StandardEnvironment withVariable(String name) {
        StandardEnvironment environment = empty();
        environment.getPropertySources().addFirst(new SystemEnvironmentPropertySource("variables", Map.of(name, "x")));
        return environment;
    }

    private static StandardEnvironment empty() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        return environment;
    }
}
