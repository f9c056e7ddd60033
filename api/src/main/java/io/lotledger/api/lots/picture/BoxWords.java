package io.lotledger.api.lots.picture;

import io.lotledger.api.lots.picture.LineageGraph.GraphLot;
import io.lotledger.api.lots.picture.LineagePicture.Placed;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The three lines of text in a box. */
final class BoxWords {
    private BoxWords() {}

    static List<String> of(Placed box) {
        GraphLot first = box.first();
        String sign = switch (first.role()) {
            case SEED -> "● ";
            case UPSTREAM -> "◂ ";
            case DOWNSTREAM -> "▸ ";
        };
        if (!box.isGroup()) {
            return List.of(
                    sign + first.code(),
                    Objects.requireNonNullElse(first.product(), "Product not described"),
                    Objects.requireNonNullElse(first.place(), "Place not known"));
        }
        return List.of(
                sign + String.format(Locale.US, "%,d lots", box.lots().size()),
                one(box.distinct(GraphLot::product), first.product(), "products"),
                one(box.distinct(GraphLot::place), first.place(), "places"));
    }

    private static String one(long distinct, @Nullable String name, String many) {
        if (distinct == 0) return many.equals("places") ? "Place not known" : "Product not described";
        if (distinct == 1 && name != null) return name;
        return String.format(Locale.US, "%,d %s", distinct, many);
    }
}
