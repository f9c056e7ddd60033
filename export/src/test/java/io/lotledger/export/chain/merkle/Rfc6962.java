package io.lotledger.export.chain.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** The definitions of RFC 6962 §2.1 word by word: slow, and independent of the code under test. */
final class Rfc6962 {
    private Rfc6962() {}

    static byte[] mth(List<byte[]> d) {
        int n = d.size();
        if (n == 0) return sha256(new byte[0]);
        if (n == 1) return sha256(new byte[] {0}, d.get(0));
        int k = k(n);
        return sha256(new byte[] {1}, mth(d.subList(0, k)), mth(d.subList(k, n)));
    }

    static List<byte[]> path(int m, List<byte[]> d) {
        int n = d.size();
        if (n == 1) return List.of();
        int k = k(n);
        return m < k
                ? with(path(m, d.subList(0, k)), mth(d.subList(k, n)))
                : with(path(m - k, d.subList(k, n)), mth(d.subList(0, k)));
    }

    static List<byte[]> proof(int m, List<byte[]> d) {
        return subproof(m, d, true);
    }

    private static List<byte[]> subproof(int m, List<byte[]> d, boolean b) {
        int n = d.size();
        if (m == n) return b ? List.of() : List.of(mth(d));
        int k = k(n);
        return m <= k
                ? with(subproof(m, d.subList(0, k), b), mth(d.subList(k, n)))
                : with(subproof(m - k, d.subList(k, n), false), mth(d.subList(0, k)));
    }

    /** The largest power of two smaller than n. */
    private static int k(int n) {
        int k = 1;
        while (2 * k < n) k *= 2;
        return k;
    }

    private static List<byte[]> with(List<byte[]> path, byte[] last) {
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(last);
        return longer;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) sha256.update(part);
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
