package io.lotledger.api;

/** How much the longest tests do: what fits into every build, or all of it with {@code mvn -Pfaults verify}. */
public final class Effort {
    private Effort() {}

    public static boolean isFull() {
        return "full".equals(System.getProperty("effort"));
    }

    public static int of(int usual, int full) {
        return isFull() ? full : usual;
    }
}
