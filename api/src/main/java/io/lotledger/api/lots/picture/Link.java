package io.lotledger.api.lots.picture;

import java.util.Comparator;

/** A directed link between two numbered boxes: {@code from} was used to make {@code to}. */
public record Link(int from, int to) {
    static final Comparator<Link> IN_ORDER = Comparator.comparingInt(Link::from).thenComparingInt(Link::to);
}
