package io.lotledger.intake.x12.notice;

import io.lotledger.intake.x12.X12Segment;
import io.lotledger.intake.x12.element.NoticeContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hierarchical levels of a ship notice in document order. */
final class HlTree {
    private static final int MOST_LEVELS = 64; // of nesting; a notice has three to six

    /** Segments that end the hierarchy. */
    private static final Set<String> SUMMARY = Set.of("CTT", "SE");

    private final NoticeContext notice;
    private final List<X12Segment> header = new ArrayList<>();
    private final List<HlLoop> loops = new ArrayList<>();
    private final Map<String, HlLoop> byId = new HashMap<>();
    private final Map<HlLoop, Integer> depths = new HashMap<>();

    private HlTree(NoticeContext notice) {
        this.notice = notice;
    }

    static HlTree of(NoticeContext notice) {
        HlTree tree = new HlTree(notice);
        HlLoop open = null;
        boolean isSkipping = false;
        for (X12Segment segment : notice.set().segments()) {
            if (SUMMARY.contains(segment.tag())) break;
            if (segment.is("HL")) {
                open = tree.open(segment);
                isSkipping = open == null;
            } else if (open != null) {
                open.add(segment);
            } else if (!isSkipping) {
                tree.header.add(segment);
            }
        }
        return tree;
    }

    /** Segments before the first HL. */
    List<X12Segment> header() {
        return header;
    }

    List<HlLoop> loops() {
        return loops;
    }

    private @Nullable HlLoop open(X12Segment hl) {
        String code = hl.element(3);
        HlLevel level =
                HlLevel.of(notice.settings().levels().getOrDefault(code, code)).orElse(null);
        if (level == null) {
            notice.faults()
                    .value(
                            hl,
                            3,
                            "hl-level",
                            "HL03 must be S (shipment), O (order), T (tare), P (pack) or I (item), not '" + code
                                    + "'; if the partner means one of these by it, add it to \"levels\" of the"
                                    + " partner's profile");
            return null;
        }
        HlLoop parent = parent(hl, level);
        HlLoop loop = new HlLoop(hl, level, parent);
        int depth = parent == null ? 1 : depths.getOrDefault(parent, 0) + 1;
        if (depth > MOST_LEVELS) {
            notice.faults().value(hl, 2, "hl-parent", "HL levels are nested more than " + MOST_LEVELS + " deep");
            return null;
        }
        depths.put(loop, depth);
        loops.add(loop);
        if (byId.putIfAbsent(hl.element(1), loop) != null) {
            notice.faults()
                    .value(
                            hl,
                            1,
                            "hl-id",
                            "two HL segments have the id '" + hl.element(1) + "'; number them from 1 on");
        }
        return loop;
    }

    private @Nullable HlLoop parent(X12Segment hl, HlLevel level) {
        if (!hl.has(2)) {
            if (level != HlLevel.SHIPMENT) {
                notice.faults()
                        .missing(
                                hl, 2, "hl-parent", "HL02 must name the HL above; only the shipment has none above it");
            }
            return null;
        }
        HlLoop parent = byId.get(hl.element(2));
        if (parent == null) {
            notice.faults()
                    .value(
                            hl,
                            2,
                            "hl-parent",
                            "HL02 names '" + hl.element(2) + "', which no earlier HL has as its id; send each level"
                                    + " after the one above it");
        }
        return parent;
    }
}
