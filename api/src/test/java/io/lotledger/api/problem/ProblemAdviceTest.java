package io.lotledger.api.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class ProblemAdviceTest {
    private final MockMvc server = MockMvcBuilders.standaloneSetup(new Failing())
            .setControllerAdvice(new ProblemAdvice())
            .build();

    @RestController
    static class Failing {
        @GetMapping("/away")
        String away() {
            throw new CannotCreateTransactionException("no connection");
        }

        @GetMapping("/away-beneath")
        String awayBeneath() {
            SQLException closed = new SQLException("terminating connection", "57P01");
            throw new IllegalStateException(new DataAccessResourceFailureException("away", closed));
        }

        @GetMapping("/half")
        void half(HttpServletResponse response) throws IOException {
            response.getOutputStream().write('{');
            response.flushBuffer();
            throw new IllegalStateException("an event cannot be written");
        }

        @GetMapping("/refused")
        String refused() {
            throw new DataIntegrityViolationException("secret detail", new SQLException("duplicate", "23505"));
        }
    }

    @Test
    void databaseThatIsAwayIs503HoweverDeepItsErrorStands() throws Exception {
        for (String path : List.of("/away", "/away-beneath")) {
            MockHttpServletResponse answer =
                    server.perform(get(path)).andReturn().getResponse();

            assertThat(answer.getStatus()).as(path).isEqualTo(503);
            assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
            assertThat(answer.getContentAsString()).contains("not stored twice");
        }
    }

    /** The container then closes the connection, so the client sees that the answer is not whole. */
    @Test
    void errorBehindAPartOfAnAnswerAddsNothingToItAndReachesTheContainer() {
        assertThatThrownBy(() -> server.perform(get("/half"))).hasRootCauseMessage("an event cannot be written");
    }

    @Test
    void methodThatIsNotAllowedIsAnsweredWithAllThatAre() throws Exception {
        MockHttpServletResponse answer =
                server.perform(put("/refused")).andReturn().getResponse();

        assertThat(answer.getStatus()).isEqualTo(405);
        assertThat(String.valueOf(answer.getHeader("Allow")).split(", ?")).containsExactly("GET", "HEAD", "OPTIONS");
    }

    @Test
    void whatElseTheDatabaseRefusesIsOurFaultWithAnErrorId() throws Exception {
        MockHttpServletResponse answer =
                server.perform(get("/refused")).andReturn().getResponse();

        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(answer.getContentAsString()).contains("error_id").doesNotContain("secret");
    }
}
