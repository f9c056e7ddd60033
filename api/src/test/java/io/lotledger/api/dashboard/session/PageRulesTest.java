package io.lotledger.api.dashboard.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class PageRulesTest {
    @Test
    void headOfAPageNeedsWhatGetNeeds() {
        for (String page : List.of("/compliance/places/1", "/compliance/products/1", "/compliance/keys/changes")) {
            assertThat(rule("HEAD", page)).as(page).isPresent().isEqualTo(rule("GET", page));
            assertThat(PageRules.needed(request("HEAD", page))).isEqualTo(PageRules.needed(request("GET", page)));
        }
    }

    @Test
    void formOpensToThoseWhoMaySendIt() {
        for (String form :
                List.of("/compliance/places/paste", "/compliance/products/paste", "/compliance/captures/file"))
            assertThat(PageRules.needed(request("GET", form)))
                    .as(form)
                    .isEqualTo(PageRules.needed(request("POST", form)));
        assertThat(PageRules.needed(request("GET", "/compliance/exports/new")))
                .isEqualTo(PageRules.needed(request("POST", "/compliance/exports")));
    }

    private static Optional<PageRules.Rule> rule(String method, String page) {
        return PageRules.ALL.stream()
                .filter(rule -> rule.requests().matches(request(method, page)))
                .findFirst();
    }

    private static MockHttpServletRequest request(String method, String page) {
        return new MockHttpServletRequest(method, page);
    }
}
