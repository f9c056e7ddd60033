package io.lotledger.api.lots.picture;

import java.util.Arrays;
import java.util.Collection;

/** The neighbours of numbered vertices in one direction, in arrays. Neighbours are in ascending order. */
final class Neighbours {
    private final int[] start;
    private final int[] ends;

    private Neighbours(int[] start, int[] ends) {
        this.start = start;
        this.ends = ends;
    }

    static Neighbours after(int vertices, Collection<Link> links) {
        int[] from = links.stream().mapToInt(Link::from).toArray();
        int[] to = links.stream().mapToInt(Link::to).toArray();
        return of(vertices, from, to);
    }

    static Neighbours before(int vertices, Collection<Link> links) {
        int[] from = links.stream().mapToInt(Link::from).toArray();
        int[] to = links.stream().mapToInt(Link::to).toArray();
        return of(vertices, to, from);
    }

    private static Neighbours of(int vertices, int[] near, int[] far) {
        int[] start = new int[vertices + 1];
        for (int vertex : near) start[vertex + 1]++;
        for (int i = 0; i < vertices; i++) start[i + 1] += start[i];
        int[] next = Arrays.copyOf(start, vertices);
        int[] ends = new int[near.length];
        for (int link = 0; link < near.length; link++) ends[next[near[link]]++] = far[link];
        for (int i = 0; i < vertices; i++) Arrays.sort(ends, start[i], start[i + 1]);
        return new Neighbours(start, ends);
    }

    int first(int vertex) {
        return start[vertex];
    }

    int last(int vertex) {
        return start[vertex + 1];
    }

    int end(int index) {
        return ends[index];
    }
}
