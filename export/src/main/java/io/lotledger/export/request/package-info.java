/** Takes a request for an export: an existing job answers it, or a new one is created. */
@NullMarked
package io.lotledger.export.request;

import org.jspecify.annotations.NullMarked;
