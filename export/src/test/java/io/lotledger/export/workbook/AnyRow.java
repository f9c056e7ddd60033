package io.lotledger.export.workbook;

import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.projections.cte.model.Basis;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.Kde;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A row of some tab in which each value is anything a row can hold. */
final class AnyRow {
    private static final String[] TEXTS = {
        "Romaine",
        "0042",
        "=1+1",
        "+1 831 555 0110",
        "-40",
        "@SUM(A1)",
        "\t=1",
        "\r",
        "_x0041_",
        "a\u0000b",
        "n/a",
        "東京",
        "\ud83d\ude00",
        "\ud83d",
        "line\nline",
        " =1",
        "https://id.gs1.org/01/00614141999996/10/0042-R",
        "\u200b"
    };

    private final Random random;

    AnyRow(Random random) {
        this.random = random;
    }

    CriticalTrackingEvent next() {
        Tab<?> tab = FdaTemplate.TABS.get(random.nextInt(FdaTemplate.TABS.size()));
        return tab.type().cast(recordOf(tab.type()));
    }

    private Object recordOf(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(Arrays.stream(types).map(this::value).toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object value(Class<?> type) {
        if (type == Kde.class) return kde();
        if (type == Basis.class) return Samples.basis("event-" + random.nextInt(5), Samples.ROMAINE);
        if (type == String.class) return random.nextBoolean() ? "0614141000012" : null; // a location's GLN
        if (type == List.class) return List.of(); // the departures of a harvest
        return recordOf(type);
    }

    private Kde kde() {
        String text = TEXTS[random.nextInt(TEXTS.length)];
        return switch (random.nextInt(4)) {
            case 0 -> Kde.MISSING;
            case 1 -> Kde.notApplicable(random.nextBoolean() ? "" : "Unpackaged");
            case 2 -> Kde.onlyIdentified("GLN 0614141000012");
            default -> text.isBlank() ? Kde.of(text) : new Kde.Known(text);
        };
    }
}
