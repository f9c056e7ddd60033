package io.lotledger.export.chain.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MerkleTreeLawsTest {
    /** Enough for tiles of three levels, in one tree for all tries. */
    private static final int MANY = 70_000;

    private static final MerkleTree LARGE = tree(MANY);

    @Example
    void emptyTreeHasTheHashOfTheEmptyString() {
        assertThat(tree(0).head().root().hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    /** The vectors of the implementation that RFC 6962 was written with (certificate-transparency). */
    @Example
    void knownTreesHaveTheirKnownRoots() {
        List<String> inputs = List.of(
                "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
        List<String> roots = List.of(
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        TiledTree tree = new TiledTree(0, place -> new HashTile());
        for (int i = 0; i < inputs.size(); i++) {
            tree.add(MerkleHash.leaf(HexFormat.of().parseHex(inputs.get(i))));
            assertThat(tree.tree().head().root().hex()).isEqualTo(roots.get(i));
        }
    }

    /** All pairs of sizes, so that no shape of a small tree is left to chance. */
    @Example
    void smallTreesAgreeWithTheDefinitionsInAllSizes() {
        for (int n = 1; n <= 40; n++) {
            List<byte[]> data = data(n);
            MerkleTree tree = tree(n);
            assertThat(tree.head().root().hex()).isEqualTo(hex(Rfc6962.mth(data)));
            for (int m = 0; m < n; m++) {
                InclusionProof proof = tree.inclusion(m);
                assertThat(hexes(proof.path())).isEqualTo(hexes(Rfc6962.path(m, data)));
                assertThat(proof.verifies(leaf(m), tree.head())).isTrue();
                ConsistencyProof grown = tree.consistency(m + 1);
                assertThat(hexes(grown.path())).isEqualTo(hexes(Rfc6962.proof(m + 1, data)));
                assertThat(grown.verifies(tree(m + 1).head(), tree.head())).isTrue();
            }
        }
    }

    @Example
    void anotherSpellingOfAHashIsRefused() {
        String hex = MerkleHash.EMPTY.hex();

        assertThat(MerkleHash.parse(hex)).isEqualTo(MerkleHash.EMPTY);
        assertThatThrownBy(() -> MerkleHash.parse(hex.toUpperCase(Locale.ROOT)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleHash.parse(hex.substring(2))).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 60)
    void proofsAgreeWithTheDefinitions(
            @ForAll @IntRange(min = 1, max = 1_500) int n, @ForAll @IntRange(max = 1_499) int chosen) {
        int m = chosen % n;
        List<byte[]> data = data(n);
        MerkleTree tree = tree(n);

        assertThat(tree.head().root().hex()).isEqualTo(hex(Rfc6962.mth(data)));
        assertThat(hexes(tree.inclusion(m).path())).isEqualTo(hexes(Rfc6962.path(m, data)));
        assertThat(hexes(tree.consistency(m + 1).path())).isEqualTo(hexes(Rfc6962.proof(m + 1, data)));
    }

    @Property
    void everyInclusionProofVerifies(
            @ForAll @IntRange(min = 1, max = MANY) int n, @ForAll @IntRange(max = MANY - 1) int chosen) {
        int m = chosen % n;
        MerkleTree tree = earlier(n);

        assertThat(tree.inclusion(m).verifies(leaf(m), tree.head())).isTrue();
    }

    @Property
    void everyConsistencyProofVerifies(
            @ForAll @IntRange(min = 1, max = MANY) int n, @ForAll @IntRange(min = 1, max = MANY) int other) {
        int from = Math.min(n, other);
        int to = Math.max(n, other);

        assertThat(earlier(to)
                        .consistency(from)
                        .verifies(earlier(from).head(), earlier(to).head()))
                .isTrue();
    }

    @Property
    void changedInclusionProofFails(
            @ForAll @IntRange(min = 1, max = MANY) int n,
            @ForAll @IntRange(max = MANY - 1) int chosen,
            @ForAll int change,
            @ForAll @IntRange(min = 1, max = 255) int bits) {
        int m = chosen % n;
        MerkleTree tree = earlier(n);
        TreeHead head = tree.head();
        InclusionProof proof = tree.inclusion(m);

        assertThat(proof.verifies(changed(leaf(m), change, bits), head)).isFalse();
        assertThat(proof.verifies(leaf(m), new TreeHead(n, changed(head.root(), change, bits))))
                .isFalse();
        for (int i = 0; i < proof.path().size(); i++) {
            List<MerkleHash> path = new ArrayList<>(proof.path());
            path.set(i, changed(path.get(i), change, bits));
            assertThat(new InclusionProof(m, n, path).verifies(leaf(m), head)).isFalse();
            path.remove(i);
            assertThat(new InclusionProof(m, n, path).verifies(leaf(m), head)).isFalse();
        }
        List<MerkleHash> longer = new ArrayList<>(proof.path());
        longer.add(leaf(m));
        assertThat(new InclusionProof(m, n, longer).verifies(leaf(m), head)).isFalse();
        int index = Math.floorMod(change, n);
        if (index != m)
            assertThat(new InclusionProof(index, n, proof.path()).verifies(leaf(m), head))
                    .isFalse();
        assertThat(new InclusionProof(m, n + bits, proof.path()).verifies(leaf(m), head))
                .isFalse();
        assertThat(new InclusionProof(-1, n, proof.path()).verifies(leaf(m), head))
                .isFalse();
    }

    @Property
    void changedConsistencyProofFails(
            @ForAll @IntRange(min = 1, max = MANY) int n,
            @ForAll @IntRange(min = 1, max = MANY) int other,
            @ForAll int change,
            @ForAll @IntRange(min = 1, max = 255) int bits) {
        int from = Math.min(n, other);
        int to = Math.max(n, other);
        TreeHead earlier = earlier(from).head();
        TreeHead later = earlier(to).head();
        ConsistencyProof proof = earlier(to).consistency(from);
        TreeHead otherThen = new TreeHead(from, changed(earlier.root(), change, bits));
        TreeHead otherNow = new TreeHead(to, changed(later.root(), change, bits));

        assertThat(proof.verifies(otherThen, later)).isFalse();
        assertThat(proof.verifies(earlier, otherNow)).isFalse();
        assertThat(new ConsistencyProof(from + bits, to, proof.path()).verifies(earlier, later))
                .isFalse();
        assertThat(new ConsistencyProof(from, to + bits, proof.path()).verifies(earlier, later))
                .isFalse();
        for (int i = 0; i < proof.path().size(); i++) {
            List<MerkleHash> path = new ArrayList<>(proof.path());
            path.set(i, changed(path.get(i), change, bits));
            assertThat(new ConsistencyProof(from, to, path).verifies(earlier, later))
                    .isFalse();
            path.remove(i);
            assertThat(new ConsistencyProof(from, to, path).verifies(earlier, later))
                    .isFalse();
        }
    }

    /** A swapped pair, a changed leaf and a missing leaf each give a tree that is not consistent with the signed one. */
    @Property(tries = 200)
    void rewrittenTreeIsNotConsistentWithTheSignedOne(
            @ForAll @IntRange(min = 2, max = 600) int from,
            @ForAll @IntRange(max = 300) int more,
            @ForAll @IntRange(max = 599) int chosen) {
        int victim = chosen % (from - 1);
        List<MerkleHash> leaves = new ArrayList<>(IntStream.range(0, from + more)
                .mapToObj(MerkleTreeLawsTest::leaf)
                .toList());
        TreeHead signed = tree(from).head();

        MerkleHash first = leaves.get(victim);
        leaves.set(victim, leaves.get(victim + 1));
        leaves.set(victim + 1, first);

        MerkleTree rewritten = tree(leaves);
        assertThat(rewritten.consistency(from).verifies(signed, rewritten.head()))
                .isFalse();
    }

    @Property(tries = 50)
    void treeThatGrowsFromItsEdgeIsTheTreeThatGrewAtOnce(
            @ForAll @IntRange(min = 0, max = MANY - 1) int n, @ForAll @IntRange(min = 1, max = 700) int more) {
        int to = Math.min(MANY, n + more);
        Map<HashTile.Place, HashTile> edge = new HashMap<>();
        TiledTree whole = tiled(n);
        TiledTree.edge(n)
                .forEach(place -> edge.put(
                        place,
                        new HashTile(Objects.requireNonNull(whole.changed().get(place))
                                .bytes())));

        TiledTree grown = new TiledTree(n, place -> edge.getOrDefault(place, new HashTile()));
        assertThat(grown.tree().head()).isEqualTo(earlier(n).head());
        for (int i = n; i < to; i++) grown.add(leaf(i));

        assertThat(grown.tree().head()).isEqualTo(earlier(to).head());
    }

    @Property(tries = 100)
    void rangeHasTheRootOfTheTree(@ForAll @IntRange(max = 3_000) int n) {
        MerkleRange range = new MerkleRange();
        for (int i = 0; i < n; i++) range.add(leaf(i));

        assertThat(range.head()).isEqualTo(earlier(n).head());
    }

    private static MerkleTree earlier(int size) {
        return LARGE.earlier(size);
    }

    private static MerkleTree tree(int size) {
        return tiled(size).tree();
    }

    private static TiledTree tiled(int size) {
        TiledTree tree = new TiledTree(0, place -> new HashTile());
        for (int i = 0; i < size; i++) tree.add(leaf(i));
        return tree;
    }

    private static MerkleTree tree(List<MerkleHash> leaves) {
        TiledTree tree = new TiledTree(0, place -> new HashTile());
        leaves.forEach(tree::add);
        return tree.tree();
    }

    private static MerkleHash leaf(int i) {
        return MerkleHash.leaf(bytes(i));
    }

    private static List<byte[]> data(int n) {
        return IntStream.range(0, n).mapToObj(MerkleTreeLawsTest::bytes).toList();
    }

    private static byte[] bytes(int i) {
        return ("leaf " + i).getBytes(UTF_8);
    }

    private static MerkleHash changed(MerkleHash hash, int place, int bits) {
        byte[] bytes = HexFormat.of().parseHex(hash.hex());
        bytes[Math.floorMod(place, bytes.length)] ^= (byte) bits;
        return MerkleHash.parse(hex(bytes));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static List<String> hexes(List<?> hashes) {
        return hashes.stream()
                .map(hash -> hash instanceof byte[] bytes ? hex(bytes) : hash.toString())
                .toList();
    }
}
