package io.lotledger.api.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.FirstKey;
import io.lotledger.api.security.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every route that a controller is mapped to, called with each role alone, with an operator's key and without a key. Who gets in
 * stands in {@code roles.txt}, a line for each route, apart from the rules that decide it.
 */
class RolesIT {
    private static final Path TABLE = Path.of("src/test/resources/roles.txt");
    private static final String OPERATOR = "operator";
    private static final String NO_KEY = "nobody";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LotledgerServer server = LotledgerServer.shared();

    @Test
    void everyRouteOpensToItsRolesAndToNoOther() throws Exception {
        Set<String> expected = new TreeSet<>(Files.readAllLines(TABLE));
        expected.removeIf(line -> line.startsWith("#"));
        Set<String> found = new TreeSet<>();
        Map<String, String> callers = callers();
        for (Routes.Route route : server.bean(Routes.class).all()) {
            if (route.path().startsWith("/compliance")) continue; // pages, which have sessions and rules of their own
            found.add(route.method() + " " + route.path() + " : " + opens(route, callers));
        }

        assertThat(found).as("lines of " + TABLE).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** The headers of an answer tell how many events there are, and where the next page is. */
    @Test
    void headNeedsWhatGetNeeds() throws Exception {
        Map<String, String> callers = callers();
        List<String> faults = new ArrayList<>();
        for (String line : Files.readAllLines(TABLE)) {
            if (!line.startsWith("GET ")) continue;
            String path = line.substring("GET ".length(), line.indexOf(" : "));
            String opens = opens(new Routes.Route("HEAD", path), callers);
            if (!line.endsWith(" : " + opens)) faults.add("HEAD " + path + " : " + opens);
        }

        assertThat(faults).isEmpty();
    }

    /** What may be called at a path is told to everybody who may call any of it. */
    @Test
    void optionsNeedsWhatAnyMethodOfThePathNeeds() throws Exception {
        Map<String, String> callers = callers();
        Map<String, Set<String>> mayCall = new LinkedHashMap<>();
        for (String line : Files.readAllLines(TABLE)) {
            if (line.startsWith("#")) continue;
            String path = line.substring(line.indexOf(' ') + 1, line.indexOf(" : "));
            mayCall.computeIfAbsent(path, p -> new TreeSet<>())
                    .addAll(List.of(line.substring(line.indexOf(" : ") + 3).split(" ")));
        }
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, Set<String>> path : mayCall.entrySet()) {
            Set<String> opens = new TreeSet<>(List.of(
                    opens(new Routes.Route("OPTIONS", path.getKey()), callers).split(" ")));
            if (!opens.equals(path.getValue())) faults.add("OPTIONS " + path.getKey() + " : " + opens);
        }

        assertThat(faults).isEmpty();
    }

    private String opens(Routes.Route route, Map<String, String> callers) throws IOException, InterruptedException {
        List<String> opens = new ArrayList<>();
        for (Map.Entry<String, String> caller : callers.entrySet()) {
            int status = status(route, caller.getValue());
            boolean refused = caller.getKey().equals(NO_KEY) ? status == 401 : status == 403;
            if (!refused) opens.add(caller.getKey());
        }
        return String.join(" ", opens);
    }

    /** A path that ends in a word and a semicolon is another path, to the rules and to the controllers alike. */
    @Test
    void semicolonOpensNoRouteAndHidesNone() throws Exception {
        Map<String, String> callers = callers();
        for (Routes.Route route : server.bean(Routes.class).all()) {
            if (route.path().endsWith("}") || route.path().endsWith("/")) continue;
            for (String caller : List.of(Role.CAPTURE.word(), OPERATOR, NO_KEY)) {
                int raw = status(new Routes.Route(route.method(), route.path() + ";x=1"), callers.get(caller));
                assertThat(raw)
                        .as(route + " of " + caller)
                        .isEqualTo(
                                status(new Routes.Route(route.method(), route.path() + "%3Bx=1"), callers.get(caller)));
                assertThat(raw).as(route + " of " + caller).isBetween(400, 499);
            }
        }
    }

    @Test
    void actuatorIsForOperatorsAndItsHealthForAll() throws Exception {
        Map<String, String> callers = callers();
        for (Map.Entry<String, String> caller : callers.entrySet()) {
            int refused = caller.getKey().equals(NO_KEY) ? 401 : 403;
            for (String metrics : List.of("/actuator/metrics", "/actuator/prometheus"))
                assertThat(status(new Routes.Route("GET", metrics), caller.getValue()))
                        .as(metrics + " of " + caller.getKey())
                        .isEqualTo(caller.getKey().equals(OPERATOR) ? 200 : refused);
            assertThat(status(new Routes.Route("GET", "/actuator/health"), caller.getValue()))
                    .isEqualTo(200);
        }
    }

    /** The names of the groups are in every deployment's probes; a status other than UP has a description. */
    @Test
    void healthTellsOnlyOperatorsMoreThanTheStatus() {
        callers().forEach((name, key) -> {
            ApiClient client = new ApiClient(server.baseUrl(), key);
            boolean isOperator = name.equals(OPERATOR);
            assertThat(client.health().body().propertyNames().stream().filter(member -> !member.equals("description")))
                    .as(name)
                    .containsExactlyInAnyOrder(
                            isOperator
                                    ? new String[] {"status", "groups", "components"}
                                    : new String[] {"status", "groups"});
            assertThat(client.actuator("/health/readiness").body().has("components"))
                    .as(name)
                    .isEqualTo(isOperator);
            assertThat(client.actuator("/health/db").status()).as(name).isEqualTo(isOperator ? 200 : 404);
        });
    }

    /** A controller that somebody adds and no rule names: its answer is that of a path where nothing is. */
    @Test
    void routeWithoutARuleIsRefusedToEverybody() throws Exception {
        Routes.Route unruled = new Routes.Route("GET", "/epcis/api/2.0/unruled");
        status(unruled, null); // the servlet has its mappings from its first request on
        RequestMappingHandlerMapping mappings = (RequestMappingHandlerMapping)
                Objects.requireNonNull(server.bean(DispatcherServlet.class).getHandlerMappings()).stream()
                        .filter(mapping -> mapping.getClass() == RequestMappingHandlerMapping.class)
                        .findFirst()
                        .orElseThrow();
        RequestMappingInfo info = RequestMappingInfo.paths(unruled.path())
                .methods(RequestMethod.GET)
                .options(mappings.getBuilderConfiguration())
                .build();
        mappings.registerMapping(info, new Unruled(), Unruled.class.getDeclaredMethod("answer"));
        try {
            for (Map.Entry<String, String> caller : callers().entrySet()) {
                assertThat(status(unruled, caller.getValue()))
                        .as(caller.getKey())
                        .isEqualTo(caller.getKey().equals(NO_KEY) ? 401 : 404);
            }
        } finally {
            mappings.unregisterMapping(info);
        }
    }

    static final class Unruled {
        @ResponseBody
        String answer() {
            return "secret";
        }
    }

    /** By name: a key of each role alone, an operator's, and none. */
    private Map<String, String> callers() {
        ApiKeys keys = server.bean(ApiKeys.class);
        UUID organisation = keys.organisation("roles " + UUID.randomUUID());
        Map<String, String> callers = new LinkedHashMap<>();
        for (Role role : Role.values()) callers.put(role.word(), keys.create(organisation, "test", Set.of(role)));
        callers.put(OPERATOR, server.bean(FirstKey.class).generated().orElseThrow());
        callers.put(NO_KEY, "");
        return callers;
    }

    private int status(Routes.Route route, @Nullable String key) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.baseUrl() + route.path().replaceAll("\\{[^}]*}", "nothing")))
                .method(route.method(), HttpRequest.BodyPublishers.noBody());
        if (key != null && !key.isEmpty()) request.header("X-API-Key", key);
        if (route.method().startsWith("P")) request.header("Content-Type", "application/json");
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
