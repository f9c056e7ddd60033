package io.lotledger.api.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.start.CannotStartException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A second ledger in a cluster, whose user may not create roles. */
class ReaderRoleIT {
    private static final JdbcClient ADMINISTRATOR = LotledgerServer.shared().bean(JdbcClient.class);
    private static final DriverManagerDataSource LEDGER = database("plain_owner");
    private static final DriverManagerDataSource STRANGER = database("stranger");

    @BeforeAll
    static void migrate() {
        for (String user : new String[] {"plain_owner", "stranger"})
            ADMINISTRATOR
                    .sql("create role " + user + " login password 'secret'")
                    .update();
        ADMINISTRATOR.sql("create database plain owner plain_owner").update();
        Flyway.configure().dataSource(LEDGER).load().migrate();
    }

    @AfterAll
    static void drop() {
        ADMINISTRATOR.sql("drop database plain with (force)").update();
        ADMINISTRATOR.sql("drop role plain_owner, stranger").update();
    }

    @Test
    void ledgerOfAUserWhoMayNotCreateRolesIsWithoutTheWallUntilTheRoleIsGranted() {
        ReaderRole role = new ReaderRole(JdbcClient.create(LEDGER));

        role.requireOwner();
        assertThat(role.isReady()).isFalse();

        ADMINISTRATOR.sql("grant lotledger_reader to plain_owner").update();
        assertThat(role.isReady()).isTrue();
        assertThat(JdbcClient.create(LEDGER)
                        .sql("select current_user")
                        .query(String.class)
                        .single())
                .isEqualTo("plain_owner");
    }

    @Test
    void serverWhoseTablesBelongToAnotherUserDoesNotStart() {
        ADMINISTRATOR.sql("grant pg_read_all_data to stranger").update();

        assertThatThrownBy(() -> new ReaderRole(JdbcClient.create(STRANGER)).requireOwner())
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("belong to the PostgreSQL user plain_owner")
                .extracting(e -> ((CannotStartException) e).remedy())
                .asString()
                .contains("grant plain_owner to stranger;");
    }

    private static DriverManagerDataSource database(String user) {
        String server =
                LotledgerServer.shared().bean(JdbcConnectionDetails.class).getJdbcUrl();
        return new DriverManagerDataSource(server.replaceFirst("(//[^/]+/)[^?]*", "$1plain"), user, "secret");
    }
}
