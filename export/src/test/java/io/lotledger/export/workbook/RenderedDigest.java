package io.lotledger.export.workbook;

import java.io.IOException;
import java.io.OutputStream;

/** Prints the content digest of a row on each tab: for a Java runtime of another version to run. */
final class RenderedDigest {
    private RenderedDigest() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println(of());
    }

    static String of() throws IOException {
        return "content "
                + new WorkbookRenderer()
                        .render(Samples.oneRowPerTab(), OutputStream.nullOutputStream())
                        .contentSha256();
    }
}
