package io.lotledger.api.wall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.projections.rebuild.RebuildProgress;
import io.lotledger.projections.rebuild.Rebuilds;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two organisations capture the same documents, and each reads its own rows, whether a query names the organisation or not. */
class OrganisationWallIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String LOTS = "/lots?gtin=19521101004004";

    /** Tables of which each reader sees all rows, and what the migration says why. */
    private static final List<String> WITHOUT_WALL = List.of("organisation", "queried_event", "search_term");

    private static final LotledgerServer SERVER = LotledgerServer.shared();
    private static final JdbcClient JDBC = SERVER.bean(JdbcClient.class);
    private static final OrganisationWall WALL = SERVER.bean(OrganisationWall.class);
    private static final UUID FIRST = SERVER.bean(ApiKeys.class).organisation("wall " + UUID.randomUUID());
    private static final UUID SECOND = SERVER.bean(ApiKeys.class).organisation("wall " + UUID.randomUUID());

    @BeforeAll
    static void fill() throws IOException {
        for (UUID organisation : List.of(FIRST, SECOND)) {
            ApiClient client = client(organisation);
            for (String sample :
                    List.of("1-farms-and-cooler", "2-packer", "3-landing-and-processor", "4-distribution-and-stores")) {
                try (InputStream in = LotledgerServer.class.getResourceAsStream("/samples/" + sample + ".jsonld")) {
                    String capture = client.capture(
                                    new String(Objects.requireNonNull(in).readAllBytes(), UTF_8))
                            .text("captureID");
                    await().atMost(PATIENCE)
                            .until(() -> client.captureJob(capture)
                                    .body()
                                    .path("projected")
                                    .asBoolean());
                }
            }
        }
    }

    @Test
    void readerSeesTheRowsOfItsOrganisationAndNoOthers() {
        Map<String, Long> all = counts(null);
        Map<String, Long> own = counts(FIRST);

        Map<String, Long> seen = behindTheWall(FIRST, () -> counts(null));

        assertThat(seen).isEqualTo(own);
        assertThat(own.entrySet())
                .as("tables that hold rows of both")
                .filteredOn(table ->
                        table.getValue() > 0 && Objects.requireNonNull(all.get(table.getKey())) > table.getValue())
                .hasSizeGreaterThan(20);
    }

    @Test
    void readerWithoutAnOrganisationSeesNothing() {
        Map<String, Long> seen = new TransactionTemplate(SERVER.bean(PlatformTransactionManager.class))
                .execute(status -> {
                    JDBC.sql("set local role lotledger_reader").update();
                    return counts(null);
                });

        assertThat(Objects.requireNonNull(seen).values()).isNotEmpty().containsOnly(0L);
    }

    @Test
    void readerWritesNothing() {
        assertThatThrownBy(() ->
                        behindTheWall(FIRST, () -> JDBC.sql("delete from lot").update()))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void transactionThatMayWriteIsTheOwnersAndAllElseIsTheReaders() {
        TransactionTemplate writing = new TransactionTemplate(SERVER.bean(PlatformTransactionManager.class));
        TransactionTemplate reading = new TransactionTemplate(SERVER.bean(PlatformTransactionManager.class));
        reading.setReadOnly(true);

        String outside = behindTheWall(FIRST, OrganisationWallIT::user);
        String whenReading = behindTheWall(FIRST, () -> Objects.requireNonNull(reading.execute(status -> user())));
        String whenWriting = behindTheWall(FIRST, () -> Objects.requireNonNull(writing.execute(status -> user())));

        assertThat(outside).isEqualTo(ReaderRole.NAME);
        assertThat(whenReading).isEqualTo(ReaderRole.NAME);
        assertThat(whenWriting).isNotEqualTo(ReaderRole.NAME);
        assertThat(user()).isNotEqualTo(ReaderRole.NAME);
    }

    /** A policy that lets nothing through shows which requests go by it. */
    @Test
    void requestsOfCallersAreBehindTheWallAndThoseOfOperatorsAreNot() {
        ApiClient caller = client(FIRST);
        ApiClient operator = client(SERVER.bean(ApiKeys.class).organisation("Lotledger"));
        assertThat(caller.get(LOTS).body().path("lots")).isNotEmpty();
        String lot = caller.get(LOTS).body().at("/lots/0/lot_id").asString();

        JDBC.sql("alter policy organisation_wall on lot using (false)").update();
        try {
            assertThat(caller.get("/lots/" + lot).status()).isEqualTo(404);
            assertThat(caller.get(LOTS).body().path("lots")).isEmpty();
            assertThat(operator.get(LOTS).status()).isEqualTo(200);
            assertThat(caller.post("/lots/" + lot + "/fda-export").status()).isEqualTo(202);
        } finally {
            JDBC.sql("drop policy organisation_wall on lot").update();
            JDBC.sql("select count(raise_organisation_wall('lot'))")
                    .query(Long.class)
                    .single();
        }
        assertThat(caller.get("/lots/" + lot).status()).isEqualTo(200);
    }

    @Test
    void everyTableThatNamesAnOrganisationHasTheWallAlsoAfterARebuild() {
        assertThat(withoutWall()).isEmpty();
        Rebuilds rebuilds = SERVER.bean(Rebuilds.class);

        List<String> rebuilt = List.of("lineage", "cte");
        rebuilt.forEach(projection -> rebuilds.begin(projection, "test"));
        await().atMost(PATIENCE)
                .until(() -> rebuilds.progress().stream()
                        .filter(progress -> rebuilt.contains(progress.projection()))
                        .allMatch(progress -> progress.phase() == RebuildProgress.Phase.DONE));

        assertThat(withoutWall()).isEmpty();
    }

    /** Views, too: one that reads as its owner would show what is behind the wall. */
    private static List<String> withoutWall() {
        return JDBC.sql("""
                        select c.relname
                          from pg_class c
                          join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation' and not a.attisdropped
                         where c.relnamespace = 'public'::regnamespace and c.relname <> all(:without)
                           and (c.relkind in ('r', 'p') and not (c.relrowsecurity and exists (
                                    select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' and p.polpermissive
                                       and 0 = any(p.polroles) and a.atttypid = 'uuid'::regtype))
                             or c.relkind = 'v' and not coalesce('security_invoker=true' = any(c.reloptions), false)
                             or c.relkind = 'm')
                         order by 1
                        """)
                .param("without", WITHOUT_WALL.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    @Test
    void noFunctionReadsAsItsOwner() {
        assertThat(JDBC.sql("select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef")
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    /** Rows of each table and view with a wall: of one organisation, or all that may be seen. */
    private static Map<String, Long> counts(@Nullable UUID organisation) {
        List<String> tables = new ArrayList<>(JDBC.sql("""
                        select table_name from information_schema.columns
                         where table_schema = 'public' and column_name = 'organisation'
                        """).query(String.class).list());
        tables.removeAll(WITHOUT_WALL);
        Map<String, Long> counts = new TreeMap<>();
        for (String table : tables)
            counts.put(
                    table,
                    JDBC.sql("select count(*) from " + table
                                    + " where cast(:organisation as uuid) is null or organisation = :organisation")
                            .param("organisation", organisation)
                            .query(Long.class)
                            .single());
        return counts;
    }

    private static <T> T behindTheWall(UUID organisation, Supplier<T> reading) {
        WALL.raise(organisation);
        try {
            return reading.get();
        } finally {
            WALL.lower();
        }
    }

    private static String user() {
        return JDBC.sql("select current_user").query(String.class).single();
    }

    private static ApiClient client(UUID organisation) {
        return new ApiClient(
                SERVER.baseUrl(), SERVER.bean(ApiKeys.class).create(organisation, "admin", Set.of(Role.ADMIN)));
    }
}
