/** {@code mvn -Pdemo}: captures the sample chain and exports a lot over HTTP, as partners and export clients do. */
@NullMarked
package io.lotledger.api.demo;

import org.jspecify.annotations.NullMarked;
