package io.lotledger.projections.rebuild;

import io.lotledger.projections.processor.Projection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of a projection a second time, in a schema of their own. A transaction that {@linkplain #enter enters} it finds them
 * under the same names as the first, so the same statements fill them; what is not there, it finds where it always is.
 *
 * <p>Every statement here is text: names of tables and indexes cannot be parameters, and all come from the catalogue or from us.
 */
final class ShadowTables {
    /** Of a statement, and of a lock. */
    private static final Set<String> TIMEOUTS = Set.of("57014", "55P03");

    private final JdbcClient jdbc;
    private final Projection projection;
    private final String schema;

    ShadowTables(JdbcClient jdbc, Projection projection) {
        this.jdbc = jdbc;
        this.projection = projection;
        this.schema = "rebuild_" + projection.name().replace('-', '_');
    }

    /** Empty, with what filling needs. What an earlier rebuild left is thrown away. */
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
        // a view is bound to the tables its names meant when it was made: here, to the new ones
        for (View view : views) run("create view " + schema + "." + view.name() + " as " + view.definition());
    }

    void drop() {
        run("drop schema if exists " + schema + " cascade");
    }

    /** For the rest of the transaction. */
    void enter() {
        run("set local search_path to " + schema + ", " + servingSchema());
    }

    /** All indexes and keys that filling did without, and statistics to plan by. */
    void complete() {
        make(projection.tables(), projection.neededToFill(), false);
        for (String table : projection.tables()) run("analyze " + schema + "." + table);
    }

    /**
     * Puts them in the place of those that serve, in the transaction of the caller, which nobody writes them beside. Whoever
     * reads the old ones is waited for; whoever comes later reads the new ones.
     *
     * @throws TablesInUseException where somebody reads the old ones for longer; the transaction is of no more use
     */
    void takeOver() {
        String serving = servingSchema();
        List<View> views = views(serving);
        lock(serving, views);
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

    /**
     * All of them, or none before half the time after which PostgreSQL looks for deadlocks: a reader that has one of the tables
     * and waits here for another would be found first, and be cancelled.
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

    /** Those that read its tables; their text names what is in the search path without a schema. */
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

    /** Keys and indexes as those of the serving tables, under the same names: the needed ones, or all others. */
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
