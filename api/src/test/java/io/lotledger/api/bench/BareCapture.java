package io.lotledger.api.bench;

import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The least that a server of the same stack does to keep a document: it inserts its bytes in one row and commits. */
@TestComponent
@RestController
class BareCapture {
    static final String PATH = "/epcis/api/2.0/capture/bare";

    private final JdbcTemplate jdbc;

    BareCapture(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        jdbc.execute("create table if not exists bare_document (id uuid primary key, document bytea not null)");
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void keep(@RequestBody byte[] document) {
        jdbc.update("insert into bare_document (id, document) values (?, ?)", UUID.randomUUID(), document);
    }
}
