package io.lotledger.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.StringTemplateResolver;

class BidiDialectTest {
    private static final String TURNED = "1 \u202etoor\u200f, \u2067Salinas\u2069";
    private static final String RIGHT_TO_LEFT = "משק ירקות";

    @Test
    void nameOfOthersTurnsNothingRoundOnAPage() {
        assertThat(drawn("<p th:text=\"${name + ', 12 cases'}\">Farm</p>", TURNED))
                .isEqualTo("<p>1 toor, Salinas, 12 cases</p>");
        assertThat(drawn("<p>At [[${name}]]</p><img th:title=\"${name}\" th:attr=\"aria-label=${name}\">", TURNED))
                .doesNotContain("\u202e", "\u200f", "\u2067", "\u2069");
    }

    @Test
    void nameWithoutAControlIsShownAsItIs() {
        assertThat(drawn("<p th:text=\"${name}\">Farm</p>", RIGHT_TO_LEFT)).contains(RIGHT_TO_LEFT);
    }

    @Test
    void formsSendBackAndButtonsCopyWhatWasThere() {
        assertThat(drawn("<textarea th:text=\"${name}\"></textarea>", TURNED)).contains(TURNED);
        assertThat(drawn("<input th:value=\"${name}\"><button th:attr=\"data-copy=${name}\">Copy</button>", TURNED))
                .contains("value=\"" + TURNED, "data-copy=\"" + TURNED);
    }

    @Test
    void jsonSaysWhichControlItHas() {
        assertThat(BidiControls.escaped("{\"name\":\"1 \u202etoor\"}")).isEqualTo("{\"name\":\"1 \\u202etoor\"}");
    }

    private static String drawn(String template, String name) {
        SpringTemplateEngine engine = new SpringTemplateEngine();
        StringTemplateResolver templates = new StringTemplateResolver();
        templates.setTemplateMode(TemplateMode.HTML);
        engine.setTemplateResolver(templates);
        engine.addDialect(new BidiDialect());
        Context context = new Context();
        context.setVariable("name", name);
        return engine.process(template, context);
    }
}
