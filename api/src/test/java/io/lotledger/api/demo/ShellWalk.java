package io.lotledger.api.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the README's {@code curl} and {@code gzip} commands as a shell would, without either program. A placeholder such as {@code
 * {lot_id}} takes the member of that name from the latest answer that had one, as a reader would fill it in.
 */
final class ShellWalk {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient PLAIN = HttpClient.newHttpClient();
    private static final HttpClient FOLLOWING =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    private final Path clone;
    private final Path made;
    private final Map<String, String> variables;
    private final Map<String, String> members = new HashMap<>();

    /** @param made where the files go that commands write */
    ShellWalk(Path clone, Path made, String api, String key) {
        this.clone = clone;
        this.made = made;
        this.variables = Map.of("LL", api, "KEY", key);
    }

    /** Runs the command; false while the answer says to ask again ({@code Retry-After}). Fails where it is refused. */
    boolean isDone(String command) throws IOException, InterruptedException {
        Deque<String> words = new ArrayDeque<>(words(command));
        return words.pop().equals("gzip") ? compress(words) : call(command, words);
    }

    private boolean compress(Deque<String> words) throws IOException {
        if (!words.pop().equals("-c")) throw new AssertionError("only gzip -c is known here");
        byte[] plain = Files.readAllBytes(file(words.pop()));
        if (!words.pop().equals(">")) throw new AssertionError("gzip -c writes to a file");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(made.resolve(words.pop())))) {
            out.write(plain);
        }
        return true;
    }

    private boolean call(String command, Deque<String> words) throws IOException, InterruptedException {
        String method = "";
        String url = "";
        String output = "";
        boolean query = false;
        boolean follow = false;
        byte[] body = null;
        List<String> parameters = new ArrayList<>();
        HttpRequest.Builder request = HttpRequest.newBuilder();
        while (!words.isEmpty()) {
            String word = words.pop();
            switch (word) {
                case "-i", "-s" -> {}
                case "-L" -> follow = true;
                case "-G" -> query = true;
                case "-X" -> method = words.pop();
                case "-o" -> output = words.pop();
                case "-H" -> {
                    String[] header = words.pop().split(":\\s*", 2);
                    request.header(header[0], header[1]);
                }
                case "-d" -> body = words.pop().getBytes(UTF_8);
                case "--data-binary" ->
                    body = Files.readAllBytes(file(words.pop().substring("@".length())));
                case "--data-urlencode" -> parameters.add(encoded(words.pop()));
                default -> {
                    if (word.startsWith("-")) throw new AssertionError(word + " is not known here: " + command);
                    url = word;
                }
            }
        }
        if (query) url += "?" + String.join("&", parameters);
        if (method.isEmpty()) method = body == null ? "GET" : "POST";
        request.uri(URI.create(filled(url)));
        request.method(
                method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
        HttpResponse<byte[]> answer =
                (follow ? FOLLOWING : PLAIN).send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 400)
            throw new AssertionError(
                    command + " answers " + answer.statusCode() + " " + new String(answer.body(), UTF_8));
        if (!output.isEmpty()) Files.write(made.resolve(output), answer.body());
        remember(answer.body());
        return !method.equals("GET")
                || answer.headers().firstValue("Retry-After").isEmpty();
    }

    /** A file a command has written, else one of the clone. */
    private Path file(String name) {
        return Files.exists(made.resolve(name)) ? made.resolve(name) : clone.resolve(name);
    }

    private static String encoded(String pair) {
        int cut = pair.indexOf('=');
        return pair.substring(0, cut + 1) + URLEncoder.encode(pair.substring(cut + 1), UTF_8);
    }

    private String filled(String url) {
        Matcher matcher = PLACEHOLDER.matcher(url);
        return matcher.replaceAll(found -> {
            String value = members.get(found.group(1));
            if (value == null)
                throw new AssertionError("no answer before had " + found.group() + ", which is in " + url);
            boolean whole = url.startsWith("{");
            return Matcher.quoteReplacement(whole ? value : URLEncoder.encode(value, UTF_8));
        });
    }

    private void remember(byte[] body) {
        try {
            remember(JSON.readTree(body));
        } catch (JacksonException e) {
            // a drawing, a table or a workbook: nothing is filled in from it
        }
    }

    private void remember(JsonNode node) {
        Map<String, String> first = new HashMap<>();
        collect(node, first);
        members.putAll(first);
    }

    private static void collect(JsonNode node, Map<String, String> first) {
        node.propertyStream().forEach(member -> {
            if (member.getValue().isString())
                first.putIfAbsent(member.getKey(), member.getValue().stringValue());
        });
        for (JsonNode inner : node) collect(inner, first);
    }

    /** Words as a shell cuts them: quotes, variables, and a comment that stands behind blanks. */
    private List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean open = false;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (quote == 0 && c == '#' && !open) break;
            if (quote == 0 && Character.isWhitespace(c)) {
                if (open) words.add(word.toString());
                word.setLength(0);
                open = false;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                open = true;
            } else if (c == '$' && quote != '\'') {
                Matcher name = Pattern.compile("\\w+").matcher(command).region(i + 1, command.length());
                if (!name.lookingAt()) throw new AssertionError("a variable without a name: " + command);
                String value = variables.get(name.group());
                if (value == null) throw new AssertionError("$" + name.group() + " is not set: " + command);
                word.append(value);
                open = true;
                i = name.end() - 1;
            } else {
                word.append(c);
                open = true;
            }
        }
        if (open) words.add(word.toString());
        return words;
    }
}
