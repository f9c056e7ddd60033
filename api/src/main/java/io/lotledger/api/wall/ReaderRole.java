package io.lotledger.api.wall;

import io.lotledger.api.start.CannotStartException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The role that reads behind the wall. It can do nothing but read, and nobody can log in as it. A cluster has it once, for all
 * databases in it, and a dump of a database does not hold it; so it is looked for at each start, and made if it may be.
 */
final class ReaderRole {
    static final String NAME = "lotledger_reader";

    private static final Logger LOG = LoggerFactory.getLogger(ReaderRole.class);

    private final JdbcClient jdbc;

    ReaderRole(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The policies hold for every user but the owner, and would leave another one an empty ledger.
     *
     * @throws CannotStartException if the tables belong to another user
     */
    void requireOwner() {
        boolean restricted = jdbc.sql("select row_security_active('event')")
                .query(Boolean.class)
                .single();
        if (!restricted) return;
        String owner = jdbc.sql(
                        "select quote_ident(pg_get_userbyid(relowner)) from pg_class where oid = cast('event' as regclass)")
                .query(String.class)
                .single();
        throw new CannotStartException(
                "The tables belong to the PostgreSQL user " + owner + ", and " + user()
                        + " would see none of their rows",
                "As an administrator of PostgreSQL run: grant " + owner + " to " + user() + ";");
    }

    /** Whether this server may be the role. If not, the log has what an administrator of PostgreSQL can do about it. */
    boolean isReady() {
        if (serves()) return true;
        make();
        if (serves()) return true;
        LOG.warn(
                "No second wall between organisations: this user can neither make its role nor become it. As an administrator of"
                        + " PostgreSQL run: {} Then restart. lotledger.organisation-wall=off ends this warning",
                String.join(" ", statements()));
        return false;
    }

    /** Looks first: PostgreSQL logs an error where a server tries to become a role that is not there. */
    private boolean serves() {
        boolean isMember = jdbc.sql(
                        "select exists (select from pg_roles where rolname = :role and pg_has_role(oid, 'member'))")
                .param("role", NAME)
                .query(Boolean.class)
                .single();
        return isMember && mayBecome();
    }

    private boolean mayBecome() {
        try {
            return jdbc.sql("select set_config('role', :role, true), has_table_privilege(:role, 'event', 'select')")
                    .param("role", NAME)
                    .query((row, n) -> row.getBoolean(2))
                    .single();
        } catch (DataAccessException e) { // it is not granted so that a session may become it
            LOG.debug("{}: {}", NAME, e.getMessage());
            return false;
        }
    }

    /** Another node, or the server of another database, may make it at the same time. */
    private void make() {
        String attempts = Arrays.stream(statements())
                .map(statement -> "begin " + statement + " exception when others then null; end; ")
                .collect(Collectors.joining());
        jdbc.sql("do $$ begin " + attempts + "end $$").update();
    }

    private String[] statements() {
        return new String[] {
            "create role " + NAME + " nologin;",
            "grant pg_read_all_data to " + NAME + ";",
            "grant " + NAME + " to " + user() + ";"
        };
    }

    private String user() {
        return jdbc.sql("select quote_ident(current_user)").query(String.class).single();
    }
}
