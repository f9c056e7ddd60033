package io.lotledger.api.lots.picture;

/**
 * The heights of vertices in ordered columns: close to the mean height of their neighbours, without overlap. In each
 * column this is a least-squares fit with minimum distances, solved by pooling adjacent violators.
 */
final class ColumnHeights {
    private static final int PASSES = 12;

    private final int[][] columns;
    private final double[] extent;
    private final Neighbours after;
    private final Neighbours before;
    private final double[] y;

    /** @param extent height that each vertex occupies */
    ColumnHeights(int[][] columns, double[] extent, Neighbours after, Neighbours before) {
        this.columns = columns;
        this.extent = extent;
        this.after = after;
        this.before = before;
        this.y = new double[extent.length];
    }

    /** The middle of each vertex. */
    double[] heights() {
        for (int[] column : columns) stack(column);
        for (int pass = 0; pass < PASSES; pass++) {
            if (pass % 2 == 0) for (int column = 0; column < columns.length; column++) fit(columns[column]);
            else for (int column = columns.length - 1; column >= 0; column--) fit(columns[column]);
        }
        return y;
    }

    private void stack(int[] column) {
        double height = 0;
        for (int vertex : column) height += extent[vertex];
        double top = -height / 2;
        for (int vertex : column) {
            y[vertex] = top + extent[vertex] / 2;
            top += extent[vertex];
        }
    }

    private void fit(int[] column) {
        double[] blockMean = new double[column.length];
        int[] blockSize = new int[column.length];
        int blocks = 0;
        double[] offset = new double[column.length];
        for (int i = 0; i < column.length; i++) {
            if (i > 0) offset[i] = offset[i - 1] + (extent[column[i - 1]] + extent[column[i]]) / 2;
            blockMean[blocks] = mean(column[i]) - offset[i];
            blockSize[blocks++] = 1;
            while (blocks > 1 && blockMean[blocks - 2] > blockMean[blocks - 1]) {
                blocks--;
                int size = blockSize[blocks - 1] + blockSize[blocks];
                blockMean[blocks - 1] =
                        (blockMean[blocks - 1] * blockSize[blocks - 1] + blockMean[blocks] * blockSize[blocks]) / size;
                blockSize[blocks - 1] = size;
            }
        }
        int i = 0;
        for (int block = 0; block < blocks; block++) {
            for (int end = i + blockSize[block]; i < end; i++) y[column[i]] = blockMean[block] + offset[i];
        }
    }

    private double mean(int vertex) {
        double sum = 0;
        int count = 0;
        for (int at = before.first(vertex); at < before.last(vertex); at++, count++) sum += y[before.end(at)];
        for (int at = after.first(vertex); at < after.last(vertex); at++, count++) sum += y[after.end(at)];
        return count == 0 ? y[vertex] : sum / count;
    }
}
