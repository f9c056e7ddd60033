package io.lotledger.projections.rebuild;

import io.lotledger.projections.processor.Projection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A second set of a projection's tables, in a schema of its own. In a transaction that {@linkplain #enter enters} it,
 * the same statements find these tables under the same names. All other tables are found where they always are.
 *
 * <p>The statements are formatted text, because names of tables and indexes cannot be parameters. All names come from
 * the catalogue or from our code.
 */
final class ShadowTables {
    /** SQL states of a statement timeout and of a lock timeout. */
    private static final Set<String> TIMEOUTS = Set.of("57014", "55P03");

    private final JdbcClient jdbc;
    private final Projection projection;
    private final String schema;

    ShadowTables(JdbcClient jdbc, Projection projection) {
        this.jdbc = jdbc;
        this.projection = projection;
        this.schema = "rebuild_" + projection.name().replace('-', '_');
    }

    /** Creates empty tables with the indexes that filling needs, and drops those of an earlier rebuild. */
    void create() {
        drop();
        run("create schema " + schema);
        String serving = servingSchema();
        for (String table : all()) {
            run("create table %s.%s (like %s.%s including defaults including constraints including storage)"
                    .formatted(schema, table, serving, table));
        }
        make(projection.tables(), projection.neededToFill(), true);
        make(List.of("parked_event"), Set.of(), false);
        List<View> views = views(serving);
        enter();
        // a view is bound to the tables that its names resolve to at creation: here, the new ones
        for (View view : views) run("create view " + schema + "." + view.name() + " as " + view.definition());
    }

    void drop() {
        run("drop schema if exists " + schema + " cascade");
    }

    /** Puts this schema first in the search path, for the rest of the transaction. */
    void enter() {
        run("set local search_path to " + schema + ", " + servingSchema());
    }

    /** Creates the remaining indexes and keys, and collects planner statistics. */
    void complete() {
        make(projection.tables(), projection.neededToFill(), false);
        for (String table : projection.tables()) run("analyze " + schema + "." + table);
    }

    /**
     * Replaces the serving tables in the caller's transaction; the caller must prevent concurrent writes to them. Waits a
     * moment for transactions that read the old tables; later ones read the new tables.
     *
     * @param longRead age from which a transaction that reads the old tables is not waited for: it may go on for long, and
     *     every read that begins meanwhile would wait behind the swap
     * @throws TablesInUseException if a transaction reads the old tables for longer; the caller's transaction must then
     *     roll back
     */
    void replaceServing(Duration longRead) {
        String serving = servingSchema();
        List<View> views = views(serving);
        if (areReadFor(longRead, serving)) throw new TablesInUseException(projection.name(), null);
        lock(serving, views);
        raiseOrganisationWall();
        for (View view : views) run("drop view " + serving + "." + view.name());
        for (String table : projection.tables()) {
            run("drop table " + serving + "." + table);
            run("alter table " + schema + "." + table + " set schema " + serving);
        }
        for (View view : views) run("alter view " + schema + "." + view.name() + " set schema " + serving);
        jdbc.sql("delete from " + serving + ".parked_event where projection = :projection")
                .param("projection", projection.name())
                .update();
        run("insert into " + serving + ".parked_event select * from " + schema + ".parked_event");
        drop();
    }

    /** Before another transaction can read them. The function is that of the migrations. */
    private void raiseOrganisationWall() {
        jdbc.sql("""
                        select count(raise_organisation_wall(oid))
                          from pg_class where relnamespace = cast(:schema as regnamespace) and relkind in ('r', 'v')
                        """).param("schema", schema).query(Long.class).single();
    }

    /**
     * Whether any session, of this node or another, has used the serving tables in a transaction older than {@code longRead}.
     * The age of a session that this user may not see counts as longer.
     */
    private boolean areReadFor(Duration longRead, String serving) {
        return jdbc.sql("""
                        select exists (
                            select from pg_locks l
                              join pg_stat_activity a on a.pid = l.pid
                              join pg_class t on t.oid = l.relation
                             where l.granted and l.pid <> pg_backend_pid()
                               and l.database = (select oid from pg_database where datname = current_database())
                               and t.relnamespace = cast(:serving as regnamespace) and t.relname = any(:tables)
                               and coalesce(a.xact_start < clock_timestamp() - make_interval(secs => :seconds), true))
                        """)
                .param("serving", serving)
                .param("tables", projection.tables().toArray(String[]::new))
                .param("seconds", longRead.toMillis() / 1_000.0)
                .query(Boolean.class)
                .single();
    }

    /**
     * Locks all tables, or gives up after half of PostgreSQL's {@code deadlock_timeout}. A reader that holds one table
     * and waits here for another would otherwise be chosen as the deadlock's victim and be cancelled.
     */
    private void lock(String serving, List<View> views) {
        String names = Stream.concat(
                        projection.tables().stream(), views.stream().map(View::name))
                .map(name -> serving + "." + name)
                .collect(Collectors.joining(", "));
        run("set local statement_timeout = " + deadlockTimeoutMillis() / 2);
        try {
            run("lock table " + names + " in access exclusive mode");
        } catch (DataAccessException e) {
            if (isTimeout(e)) throw new TablesInUseException(projection.name(), e);
            throw e;
        }
        run("set local statement_timeout to default");
    }

    private long deadlockTimeoutMillis() {
        return jdbc.sql("select cast(setting as bigint) from pg_settings where name = 'deadlock_timeout'")
                .query(Long.class)
                .single();
    }

    private static boolean isTimeout(DataAccessException e) {
        return e.getRootCause() instanceof SQLException sql && TIMEOUTS.contains(sql.getSQLState());
    }

    private List<String> all() {
        List<String> tables = new ArrayList<>(projection.tables());
        tables.add("parked_event");
        return tables;
    }

    private record View(String name, String definition) {}

    /** Views that read its tables. Their definitions name tables in the search path without a schema. */
    private List<View> views(String serving) {
        return jdbc.sql("""
                        select distinct v.relname as name, pg_get_viewdef(v.oid) as definition
                          from pg_depend d
                          join pg_rewrite r on r.oid = d.objid
                          join pg_class v on v.oid = r.ev_class and v.relkind = 'v'
                          join pg_class t on t.oid = d.refobjid
                          join pg_namespace n on n.oid = t.relnamespace
                         where d.classid = 'pg_rewrite'::regclass and n.nspname = :serving and t.relname = any(:tables)
                         order by v.relname
                        """)
                .param("serving", serving)
                .param("tables", projection.tables().toArray(String[]::new))
                .query(View.class)
                .list();
    }

    /**
     * Creates keys and indexes like those of the serving tables, under the same names: the needed ones, or all others.
     */
    private void make(List<String> tables, Set<String> needed, boolean onlyNeeded) {
        String serving = servingSchema();
        jdbc
                .sql("""
                        select i.relname as name, t.relname as table_name, c.conname is not null as is_constraint,
                               coalesce(pg_get_constraintdef(c.oid), pg_get_indexdef(i.oid)) as definition
                          from pg_index x
                          join pg_class i on i.oid = x.indexrelid
                          join pg_class t on t.oid = x.indrelid
                          join pg_namespace n on n.oid = t.relnamespace
                          left join pg_constraint c on c.conindid = i.oid and c.conrelid = t.oid and c.contype in ('p', 'u')
                         where n.nspname = :serving and t.relname = any(:tables)
                         order by t.relname, i.relname
                        """)
                .param("serving", serving)
                .param("tables", tables.toArray(String[]::new))
                .query(Index.class)
                .list()
                .stream()
                .filter(index -> needed.contains(index.name()) == onlyNeeded)
                .forEach(index -> run(index.madeIn(schema, serving)));
    }

    private record Index(String name, String tableName, boolean isConstraint, String definition) {
        String madeIn(String schema, String serving) {
            if (isConstraint)
                return "alter table %s.%s add constraint %s %s".formatted(schema, tableName, name, definition);
            return definition.replace(
                    " ON " + serving + "." + tableName + " ", " ON " + schema + "." + tableName + " ");
        }
    }

    private String servingSchema() {
        return jdbc.sql(
                        "select relnamespace::regnamespace::text from pg_class where oid = 'projection_position'::regclass")
                .query(String.class)
                .single();
    }

    private void run(String statement) {
        jdbc.sql(statement).update();
    }
}
