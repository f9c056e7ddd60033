@NullMarked
package io.lotledger.api.discovery;

import org.jspecify.annotations.NullMarked;
