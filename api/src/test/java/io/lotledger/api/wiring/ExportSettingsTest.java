package io.lotledger.api.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.api.start.CannotStartException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ExportSettingsTest {
    private static ExportSettings with(String name, String value) {
        return new Binder(new MapConfigurationPropertySource(Map.of("lotledger.export." + name, value)))
                .bindOrCreate("lotledger.export", ExportSettings.class);
    }

    @Test
    void settingThatIsNotPossibleIsNamedWithItsRange() {
        assertThatThrownBy(() -> with("workers", "0").policy())
                .isInstanceOf(CannotStartException.class)
                .hasMessage("lotledger.export.workers=0 is not possible: it must be at least 1");
        assertThatThrownBy(() -> with("heartbeat", "20s").policy())
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("lotledger.export.lease=PT15S")
                .hasMessageContaining("lotledger.export.heartbeat, which is PT20S");
        assertThatThrownBy(() -> with("link-lifetime", "-1s").delivery())
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("lotledger.export.link-lifetime=PT-1S")
                .hasMessageContaining("1 s to 7 days");
        assertThat(with("workers", "3").policy().workers()).isEqualTo(3);
    }
}
