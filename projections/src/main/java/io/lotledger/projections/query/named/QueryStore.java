package io.lotledger.projections.query.named;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The named queries of each organisation. {@link NamedQuery#SIMPLE_EVENT_QUERY} is among them without being stored. */
public final class QueryStore {
    private final JdbcClient jdbc;

    public QueryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<NamedQuery> find(UUID organisation, String name) {
        if (name.equals(NamedQuery.SIMPLE_EVENT_QUERY)) return Optional.of(new NamedQuery(name, "{}", null, null));
        return jdbc.sql("""
                        select name, json, created_at, created_by
                          from named_query
                         where organisation = :organisation and name = :name
                        """)
                .param("organisation", organisation)
                .param("name", name)
                .query(QueryStore::query)
                .optional();
    }

    /**
     * Stores a query, whichever node is asked.
     *
     * @param query not predefined
     * @return false if the name is taken; the stored query stays as it is
     */
    public boolean create(UUID organisation, NamedQuery query) {
        if (query.createdAt() == null || query.createdBy() == null)
            throw new IllegalArgumentException("named query " + query.name() + " has no creator");
        return jdbc.sql("""
                                insert into named_query (organisation, name, json, created_at, created_by)
                                values (:organisation, :name, :json, :createdAt, :createdBy)
                                on conflict do nothing
                                """)
                        .param("organisation", organisation)
                        .param("name", query.name())
                        .param("json", query.json())
                        .param("createdAt", query.createdAt().atOffset(ZoneOffset.UTC))
                        .param("createdBy", query.createdBy())
                        .update()
                > 0;
    }

    /** @return false if no query is stored under the name */
    public boolean delete(UUID organisation, String name) {
        return jdbc.sql("delete from named_query where organisation = :organisation and name = :name")
                        .param("organisation", organisation)
                        .param("name", name)
                        .update()
                > 0;
    }

    /**
     * The queries by name, in the order of its code points.
     *
     * @param after the last name of the page before; empty for the first page
     */
    public List<NamedQuery> page(UUID organisation, String after, int atMost) {
        return jdbc.sql("""
                        select name, json, created_at, created_by
                          from (select name, json, created_at, created_by
                                  from named_query
                                 where organisation = :organisation
                                union all
                                select :predefined collate "C", '{}', null, null) as query
                         where name > :after
                         order by name
                         limit :most
                        """)
                .param("organisation", organisation)
                .param("predefined", NamedQuery.SIMPLE_EVENT_QUERY)
                .param("after", after)
                .param("most", atMost)
                .query(QueryStore::query)
                .list();
    }

    private static NamedQuery query(ResultSet row, int number) throws SQLException {
        @Nullable OffsetDateTime createdAt = row.getObject("created_at", OffsetDateTime.class);
        return new NamedQuery(
                row.getString("name"),
                row.getString("json"),
                createdAt == null ? null : createdAt.toInstant(),
                row.getString("created_by"));
    }
}
