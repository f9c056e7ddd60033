package io.lotledger.api.lots.picture;

import io.lotledger.api.lots.picture.LineagePicture.Placed;
import io.lotledger.api.lots.picture.LineagePicture.PlacedLine;
import io.lotledger.projections.lineage.Trace.Role;
import java.util.List;
import org.springframework.web.util.HtmlUtils;

/** A picture as one SVG document for downloads and paper: light colours, no scripts, no links. */
public final class PictureSvg {
    private static final int MARGIN = 24;
    private static final int HEAD = 44;
    private static final int RETURN_DROP = 60;
    private static final int LETTERS = 27;

    private final LineagePicture picture;
    private final String title;
    private final int left;
    private final int top;
    private final StringBuilder out = new StringBuilder();

    private PictureSvg(LineagePicture picture, String title) {
        this.picture = picture;
        this.title = title;
        this.left = picture.boxes().stream().mapToInt(Placed::column).min().orElse(0) * LineageLayout.COLUMN - MARGIN;
        this.top = lowest(picture.boxes(), -1) - LineageLayout.BOX_HEIGHT / 2 - HEAD - MARGIN;
    }

    public static String of(LineagePicture picture, String title) {
        return new PictureSvg(picture, title).draw();
    }

    private static int lowest(List<Placed> boxes, int sign) {
        return sign * boxes.stream().mapToInt(box -> sign * box.y()).max().orElse(0);
    }

    private String draw() {
        int right = picture.boxes().stream().mapToInt(Placed::column).max().orElse(0) * LineageLayout.COLUMN
                + LineageLayout.BOX_WIDTH
                + MARGIN;
        boolean hasReturns = picture.lines().stream().anyMatch(line -> line.isReturn() || line.from() == line.to());
        int bottom =
                lowest(picture.boxes(), 1) + LineageLayout.BOX_HEIGHT / 2 + MARGIN + (hasReturns ? RETURN_DROP : 0);
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"%d %d %d %d\" role=\"img\" font-family=\"sans-serif\">\n",
                right - left, bottom - top, left, top, right - left, bottom - top);
        out.append("<title>").append(escaped(title)).append("</title>\n");
        add("<rect x=\"%d\" y=\"%d\" width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n", left, top);
        picture.boxes().stream().mapToInt(Placed::column).distinct().forEach(this::heading);
        picture.lines().forEach(this::line);
        picture.lines().forEach(this::label);
        picture.boxes().forEach(this::box);
        return out.append("</svg>\n").toString();
    }

    private void heading(int column) {
        List<Placed> boxes =
                picture.boxes().stream().filter(box -> box.column() == column).toList();
        long lots = boxes.stream().mapToLong(box -> box.lots().size()).sum();
        int x = column * LineageLayout.COLUMN;
        text(x, top + MARGIN, 11, "#17211c", true, heading(column, boxes));
        text(x, top + MARGIN + 15, 11, "#4c5a53", false, lots == 1 ? "1 lot" : "%,d lots".formatted(lots));
    }

    private static String heading(int column, List<Placed> boxes) {
        if (column == 0) return "This lot";
        boolean isFar = boxes.stream().anyMatch(Placed::isFar);
        int steps = Math.abs(column);
        String distance = steps + (isFar ? " or more" : "") + (steps == 1 ? " step " : " steps ");
        return distance + (column < 0 ? "before" : "after");
    }

    private void line(PlacedLine line) {
        boolean isWithdrawn = line.withdrawal() != null;
        String colour = isWithdrawn || line.isReturn() ? "#a3231b" : "#7d8a83";
        add(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\"%s/>",
                LinePath.of(picture, line), colour, isWithdrawn ? " stroke-dasharray=\"5 4\"" : "");
        Placed to = picture.boxes().get(line.to());
        int x = to.column() * LineageLayout.COLUMN;
        int y = to.y() + line.enters();
        if (LinePath.isBelow(line)) {
            x += LineageLayout.BOX_WIDTH / 2;
            y = to.y() + LineageLayout.BOX_HEIGHT / 2;
            add("<path d=\"M%d %dl-4.5 8h9z\" fill=\"%s\"/>\n", x, y, colour);
        } else {
            add("<path d=\"M%d %dl-8 -4.5v9z\" fill=\"%s\"/>\n", x, y, colour);
        }
    }

    private void label(PlacedLine line) {
        if (line.label().isEmpty()) return;
        int[] at = LinePath.middle(picture, line);
        boolean isWithdrawn = line.withdrawal() != null;
        int width = line.label().length() * 6 + 8;
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"16\" rx=\"4\" fill=\"#fff\" fill-opacity=\".88\"/>",
                at[0] - width / 2, at[1] - 8, width);
        add(
                "<text x=\"%d\" y=\"%d\" font-size=\"11\" text-anchor=\"middle\" fill=\"%s\"%s>",
                at[0],
                at[1] + 4,
                isWithdrawn ? "#a3231b" : "#4c5a53",
                isWithdrawn ? " text-decoration=\"line-through\"" : "");
        out.append(escaped(line.label())).append("</text>\n");
    }

    private void box(Placed box) {
        int x = box.column() * LineageLayout.COLUMN;
        int y = box.y() - LineageLayout.BOX_HEIGHT / 2;
        Role role = box.first().role();
        out.append("<g><title>")
                .append(escaped(box.isGroup() ? "" : box.first().uri()))
                .append("</title>");
        if (box.isGroup()) rectangle(x + 5, y - 5, role);
        rectangle(x, y, role);
        List<String> words = BoxWords.of(box);
        text(x + 11, y + 21, 13, "#17211c", true, words.get(0));
        text(x + 11, y + 37, 11, "#4c5a53", false, words.get(1));
        text(x + 11, y + 52, 11, "#4c5a53", false, words.get(2));
        out.append("</g>\n");
    }

    private void rectangle(int x, int y, Role role) {
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\" stroke=\"%s\" stroke-width=\"%s\"/>",
                x,
                y,
                LineageLayout.BOX_WIDTH,
                LineageLayout.BOX_HEIGHT,
                switch (role) {
                    case SEED -> "#ffffff";
                    case UPSTREAM -> "#e3f3e9";
                    case DOWNSTREAM -> "#e6eefa";
                },
                switch (role) {
                    case SEED -> "#17211c";
                    case UPSTREAM -> "#0f6540";
                    case DOWNSTREAM -> "#1d4f91";
                },
                role == Role.SEED ? "2" : "1");
    }

    private void text(int x, int y, int size, String colour, boolean isBold, String text) {
        String shown = text.codePointCount(0, text.length()) > LETTERS
                ? text.substring(0, text.offsetByCodePoints(0, LETTERS - 1)) + "…"
                : text;
        add(
                "<text x=\"%d\" y=\"%d\" font-size=\"%d\" fill=\"%s\"%s>",
                x, y, size, colour, isBold ? " font-weight=\"600\"" : "");
        out.append(escaped(shown)).append("</text>");
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void add(String format, Object... values) {
        out.append(format.formatted(values));
    }

    /** Escapes text for XML; U+FFFD replaces each character that XML cannot contain. */
    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(
                text.replaceAll("[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD"), "UTF-8");
    }
}
