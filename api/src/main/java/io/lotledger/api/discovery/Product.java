package io.lotledger.api.discovery;

import org.jspecify.annotations.Nullable;

/** The version of this server, from the manifest of its jar. */
public final class Product {
    public static final String VERSION = version();

    private Product() {}

    private static String version() {
        @Nullable String version = Product.class.getPackage().getImplementationVersion();
        return version == null ? "in development" : version;
    }
}
