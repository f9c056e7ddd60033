/** Export jobs over HTTP: request, poll, list, history, verification and download. */
@NullMarked
package io.lotledger.api.exports;

import org.jspecify.annotations.NullMarked;
