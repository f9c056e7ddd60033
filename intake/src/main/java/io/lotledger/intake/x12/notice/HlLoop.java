package io.lotledger.intake.x12.notice;

import io.lotledger.intake.x12.X12Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One hierarchical level of a ship notice: an HL segment and the segments up to the next one. */
final class HlLoop {
    private final X12Segment header;
    private final HlLevel level;
    private final @Nullable HlLoop parent;
    private final List<HlLoop> children = new ArrayList<>();
    private final List<X12Segment> segments = new ArrayList<>();

    HlLoop(X12Segment header, HlLevel level, @Nullable HlLoop parent) {
        this.header = header;
        this.level = level;
        this.parent = parent;
        if (parent != null) parent.children.add(this);
    }

    void add(X12Segment segment) {
        segments.add(segment);
    }

    X12Segment header() {
        return header;
    }

    HlLevel level() {
        return level;
    }

    List<HlLoop> children() {
        return children;
    }

    List<X12Segment> segments() {
        return segments;
    }

    List<X12Segment> all(String tag) {
        return segments.stream().filter(segment -> segment.is(tag)).toList();
    }

    Optional<X12Segment> first(String tag) {
        return segments.stream().filter(segment -> segment.is(tag)).findFirst();
    }

    /** The levels above, the nearest first. */
    Stream<HlLoop> ancestors() {
        return Stream.<HlLoop>iterate(parent, loop -> loop != null, loop -> loop.parent);
    }

    Stream<HlLoop> selfAndAncestors() {
        return Stream.concat(Stream.of(this), ancestors());
    }
}
