package io.lotledger.api.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no template may contain: text that is not escaped, and whatever the content policy would block without a word. */
class TemplatesTest {
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Pattern BANNED = Pattern.compile("th:utext|\\[\\(|__\\$\\{|__\\*\\{|\\bstyle=|<style|th:style"
            + "|\\bon[a-z]+=\"|hx-on|hx-vals=\"js:|hx-trigger=\"[^\"]*\\[|th:inline|<script(?![^>]*src=)");
    private static final Pattern CONTROLLERS_VIEW = Pattern.compile("return \"[^\"]*\" \\+|new ModelAndView\\([^\")]");

    @Test
    void templatesEscapeEverythingAndHaveNoInlineStyleOrScript() throws IOException {
        assertThat(found(TEMPLATES, BANNED)).isEmpty();
    }

    @Test
    void viewsAreNeverNamedByARequest() throws IOException {
        assertThat(found(Path.of("src/main/java/io/lotledger/api/dashboard"), CONTROLLERS_VIEW).stream()
                        .filter(line -> line.contains("Controller.java: ") && !line.contains("\"redirect:"))
                        .toList())
                .isEmpty();
    }

    private static List<String> found(Path folder, Pattern banned) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                for (String line : Files.readString(file, UTF_8).split("\n")) {
                    Matcher match = banned.matcher(line);
                    if (match.find()) found.add(file.getFileName() + ": " + line.strip());
                }
            }
        }
        return found;
    }
}
