package io.lotledger.projections.query.resource;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The values of a top-level resource, as far as the projection has read the log. */
public final class EventResources {
    static final String PAGE = """
            select value from event_resource
             where organisation = :organisation and resource = :resource and value > :after
             order by value
             limit :most
            """;

    private final JdbcClient jdbc;

    public EventResources(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Values in the order of their code points.
     *
     * @param after a value; the empty text for the beginning
     */
    public List<String> after(UUID organisation, EventResource resource, String after, int most) {
        return jdbc.sql(PAGE)
                .param("organisation", organisation)
                .param("resource", resource.code())
                .param("after", after)
                .param("most", most)
                .query(String.class)
                .list();
    }

    /** @param value in its {@linkplain EventResource#canonical one spelling} */
    public boolean contains(UUID organisation, EventResource resource, String value) {
        return jdbc.sql("""
                        select exists (select from event_resource
                                        where organisation = :organisation and resource = :resource and value = :value)
                        """)
                .param("organisation", organisation)
                .param("resource", resource.code())
                .param("value", value)
                .query(Boolean.class)
                .single();
    }
}
