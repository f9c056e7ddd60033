/** What the server offers, by HTTP alone: start page, API catalog, top-level resources, OPTIONS and versions of the standards. */
@NullMarked
package io.lotledger.api.discovery;

import org.jspecify.annotations.NullMarked;
