@NullMarked
package io.lotledger.api.openapi;

import org.jspecify.annotations.NullMarked;
