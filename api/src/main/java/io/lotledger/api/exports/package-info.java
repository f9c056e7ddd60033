/** The lot export over HTTP: ask, poll, list, replay and download. */
@NullMarked
package io.lotledger.api.exports;

import org.jspecify.annotations.NullMarked;
