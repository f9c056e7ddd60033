package io.lotledger.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guides for newcomers name is in the tree. */
class GuideTest {
    private static final Path CLONE = Path.of("..").toAbsolutePath().normalize();
    private static final Path ARCHITECTURE = CLONE.resolve("api/docs/architecture.md");
    private static final List<String> MODULES = List.of("ingest", "projections", "export", "api");
    /** A class in backquotes, alone or with one of its methods. Words in capitals, such as {@code HEAD}, are none. */
    private static final Pattern CLASS =
            Pattern.compile("`([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:\\.([a-z][A-Za-z0-9]*))?(?:\\(\\))?`");

    private static final Pattern ROOM = Pattern.compile("(?m)^\\| `((?:ingest|projections|export|api)[a-z.]*)` \\|");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");
    /** Classes of others. */
    private static final Set<String> OTHERS = Set.of("Integer", "SingleEventUpcaster");

    @ParameterizedTest
    @ValueSource(strings = {"api/docs/architecture.md", "CONTRIBUTING.md", "api/docs/adr/0031-rooms.md"})
    void everyClassAndMethodNamedIsThere(String guide) throws IOException {
        Map<String, Path> sources = sources();
        List<String> absent = new ArrayList<>();
        for (MatchResult named : find(CLASS, CLONE.resolve(guide))) {
            if (OTHERS.contains(named.group(1))) continue;
            Path source = sources.get(named.group(1));
            boolean there = source != null
                    && (named.group(2) == null
                            || Files.readString(source, UTF_8).contains(" " + named.group(2) + "("));
            if (!there) absent.add(named.group());
        }
        assertThat(absent).as(guide).isEmpty();
    }

    @Test
    void roomsOfTheArchitectureAreThePackages() throws IOException {
        Set<String> listed = new TreeSet<>();
        find(ROOM, ARCHITECTURE).forEach(room -> listed.add(room.group(1)));
        Set<String> packages = new TreeSet<>();
        for (String module : MODULES) {
            Path root = CLONE.resolve(module).resolve("src/main/java/io/lotledger");
            files(root)
                    .filter(file -> file.endsWith("package-info.java"))
                    .forEach(file -> packages.add(root.relativize(file.getParent())
                            .toString()
                            .replace('\\', '/')
                            .replace('/', '.')));
        }
        assertThat(listed).isEqualTo(packages);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "CONTRIBUTING.md",
                "CHANGELOG.md",
                "SECURITY.md",
                "api/docs/architecture.md",
                "api/docs/asvs.md",
                "api/docs/operations.md"
            })
    void everyLinkOfAGuideLeadsToAFile(String guide) throws IOException {
        Path page = CLONE.resolve(guide);
        for (MatchResult link : find(LINK, page)) {
            if (link.group(1).contains("://")) continue;
            assertThat(page.resolveSibling(link.group(1))).as(guide).exists();
        }
    }

    private static List<MatchResult> find(Pattern pattern, Path page) throws IOException {
        return pattern.matcher(Files.readString(page, UTF_8)).results().toList();
    }

    private static Map<String, Path> sources() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : MODULES)
            files(CLONE.resolve(module).resolve("src")).forEach(all::add);
        return all.stream()
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(toMap(
                        file -> file.getFileName().toString().replace(".java", ""), file -> file, (one, other) -> one));
    }

    private static Stream<Path> files(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).toList().stream();
        }
    }
}
